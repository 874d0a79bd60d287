package dev.snapledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page about the command line says what the program's help says. */
class CliReferenceTest {
  private static final Path PAGE = Path.of("../../docs/reference/cli.md");
  private static final String BORDER = "<!-- From here on: what the program's help says. -->\n\n";

  @Test
  void thePageHasEveryCommandAndOption() throws Exception {
    // given
    String text = CliReference.text(LedgerCommand.commandLine());
    String page = Files.readString(PAGE);
    String prose = page.substring(0, page.indexOf(BORDER) + BORDER.length());

    // when
    if (Boolean.getBoolean("cli.reference.write")) {
      Files.writeString(PAGE, prose + text);
    }

    // then
    assertThat(Files.readString(PAGE))
        .as("docs/reference/cli.md; -Dcli.reference.write=true writes it anew")
        .isEqualTo(prose + text);
  }

  @Test
  void everyCommandExplainsItselfAndThoseThatAskAServerHaveAnExample() {
    for (CommandLine command : commandsBelow(LedgerCommand.commandLine())) {
      var spec = command.getCommandSpec();
      assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
      if (!spec.argGroups().isEmpty()) {
        assertThat(String.join("\n", spec.usageMessage().footer()))
            .as(spec.qualifiedName())
            .contains("  " + spec.qualifiedName());
      }
      spec.args()
          .forEach(
              argument ->
                  assertThat(argument.description())
                      .as(spec.qualifiedName() + " " + argument.paramLabel())
                      .isNotEmpty());
    }
  }

  private static List<CommandLine> commandsBelow(CommandLine parent) {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine command : parent.getSubcommands().values()) {
      all.add(command);
      all.addAll(commandsBelow(command));
    }
    return all;
  }
}
