package dev.snapledger.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the program's help says of every command and option, as a page. */
final class CliReference {
  private final StringBuilder page = new StringBuilder();

  private CliReference() {}

  /** The page's part about commands. */
  static String text(CommandLine root) {
    CliReference reference = new CliReference();
    CommandSpec asking = spec(spec(root.getCommandSpec(), "disk"), "show");
    reference.page.append("## Options of a server\n\n");
    reference.options(asking.argGroups().getFirst().options());
    root.getSubcommands().values().forEach(command -> reference.command(command, "##"));
    return reference.page.toString();
  }

  private static CommandSpec spec(CommandSpec parent, String name) {
    return Objects.requireNonNull(parent.subcommands().get(name)).getCommandSpec();
  }

  private void command(CommandLine command, String level) {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    page.append("\n%s ledger %s\n\n".formatted(level, nameOf(spec)));
    page.append(plain(String.join(" ", usage.description()))).append("\n");
    List<OptionSpec> options = own(spec);
    if (!options.isEmpty() || !spec.positionalParameters().isEmpty()) {
      page.append("\n");
      rows(spec.positionalParameters(), options);
    }
    if (!spec.argGroups().isEmpty()) {
      page.append("\nAlso the [options of a server](#options-of-a-server).\n");
    }
    examples(usage.footer());
    command.getSubcommands().values().forEach(below -> command(below, level + "#"));
  }

  private static String nameOf(CommandSpec spec) {
    return spec.qualifiedName(" ").substring("ledger ".length());
  }

  private static List<OptionSpec> own(CommandSpec spec) {
    List<OptionSpec> own = new ArrayList<>(spec.options());
    for (ArgGroupSpec group : spec.argGroups()) {
      own.removeAll(group.options());
    }
    own.removeIf(option -> option.usageHelp() || option.versionHelp() || option.hidden());
    return own;
  }

  private void options(List<OptionSpec> options) {
    rows(List.of(), options);
  }

  private void rows(List<PositionalParamSpec> parameters, List<OptionSpec> options) {
    page.append("| | |\n|---|---|\n");
    for (PositionalParamSpec parameter : parameters) {
      row("`" + parameter.paramLabel() + "`", parameter.description(), parameter.defaultValue());
    }
    for (OptionSpec option : options) {
      String names = "`" + String.join("`, `", option.names()) + "`";
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      row(
          names.substring(0, names.length() - 1) + label + "`",
          option.description(),
          option.defaultValue());
    }
  }

  private void row(String what, String[] description, String standard) {
    String text = plain(String.join(" ", description));
    String shown = text.replace("${DEFAULT-VALUE}", String.valueOf(standard));
    page.append("| ").append(what.replace("|", "\\|")).append(" | ");
    page.append(shown.replace("|", "\\|")).append(" |\n");
  }

  /** The lines after "Example:" or "Examples:". */
  private void examples(String[] footer) {
    List<String> lines =
        Arrays.stream(footer)
            .dropWhile(line -> !line.startsWith("Example"))
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .toList();
    if (!lines.isEmpty()) {
      page.append("\n```sh\n");
      lines.forEach(line -> page.append(line.substring(2)).append("\n"));
      page.append("```\n");
    }
  }

  private static String plain(String text) {
    return text.replace("%n", " ").replace("%%", "%").replaceAll(" +", " ").strip();
  }
}
