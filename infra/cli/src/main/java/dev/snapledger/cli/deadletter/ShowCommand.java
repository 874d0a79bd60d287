package dev.snapledger.cli.deadletter;

import dev.snapledger.app.LogAccess;
import dev.snapledger.cli.node.LogOptions;
import dev.snapledger.commands.codec.RecordOutline;
import dev.snapledger.runtime.deadletter.DeadLetter;
import dev.snapledger.runtime.deadletter.LogPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger dead-letters show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a dead letter, its value decoded as far as it can be.")
final class ShowCommand implements Callable<Integer> {
  private static final int DUMP_BYTES_MAX = 256;

  @Spec private CommandSpec spec;

  @Mixin private LogOptions options;

  @Option(
      names = "--raw",
      paramLabel = "FILE",
      description = "Also write the value as it was sent to a file.")
  private @Nullable Path raw;

  @Parameters(paramLabel = "PARTITION@OFFSET", description = "Which one, as list names it.")
  private String place = "";

  ShowCommand() {}

  @Override
  public Integer call() throws IOException {
    LogPlace asked = LetterFinder.place(spec, place);
    DeadLetter letter;
    try (LogAccess log = options.open()) {
      letter = LetterFinder.find(spec, log.connection(), asked);
    }
    PrintWriter out = spec.commandLine().getOut();
    print(letter, out);
    byte[] value = letter.value();
    if (raw != null && value != null) {
      Files.write(raw, value);
      out.println("wrote %,d bytes to %s".formatted(value.length, raw));
    }
    out.flush();
    return 0;
  }

  private static void print(DeadLetter letter, PrintWriter out) {
    out.println("dead letter " + letter.place());
    out.println("  code      " + letter.code());
    out.println("  reason    " + Printable.line(letter.reason()));
    out.println("  origin    ledger.commands " + letter.origin() + " at " + letter.appendedAt());
    byte[] key = letter.key();
    out.println("  key       " + (key == null ? "none" : Printable.bytes(key)));
    for (Header header : letter.headers()) {
      byte[] text = header.value();
      out.println(
          "  header    %s = %s"
              .formatted(
                  Printable.line(header.key()), text == null ? "none" : Printable.bytes(text)));
    }
    byte[] value = letter.value();
    if (value == null) {
      out.println("  value     none");
      return;
    }
    out.println(
        "  value     %,d bytes%s"
            .formatted(
                letter.valueBytes(),
                letter.truncated() ? ", of which %,d were kept".formatted(value.length) : ""));
    outline(RecordOutline.ofCommand(value), out);
    Printable.dump(value, DUMP_BYTES_MAX).forEach(line -> out.println("  " + line));
  }

  private static void outline(RecordOutline outline, PrintWriter out) {
    out.println("  schema    " + (outline.schema() == null ? "unknown" : outline.schema()));
    outline
        .fields()
        .forEach(
            field ->
                out.println(
                    "    %s: %s"
                        .formatted(Printable.line(field.path()), Printable.line(field.text()))));
    if (outline.failure() != null) {
      out.println("    cannot be read further: " + Printable.line(outline.failure()));
    }
  }
}
