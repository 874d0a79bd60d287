package dev.snapledger.cli.deadletter;

import dev.snapledger.app.LogAccess;
import dev.snapledger.cli.node.LogOptions;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.runtime.deadletter.DeadLetter;
import dev.snapledger.runtime.deadletter.DeadLetterLog;
import dev.snapledger.runtime.partition.DeadLetterCode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger dead-letters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists dead letters, one a line: place, time, code, place in ledger.commands, why.")
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LogOptions options;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only those with this code. May be repeated.")
  private Set<String> codes = new LinkedHashSet<>();

  ListCommand() {}

  @Override
  public Integer call() {
    checkCodes();
    PrintWriter out = spec.commandLine().getOut();
    long[] shown = {0};
    try (LogAccess log = options.open();
        DeadLetterLog letters = new DeadLetterLog(log.connection())) {
      letters.forEach(
          letter -> {
            if (codes.isEmpty() || codes.contains(letter.code())) {
              out.println(line(letter));
              shown[0]++;
            }
          });
    }
    out.println(Sizes.count(shown[0]) + (shown[0] == 1 ? " dead letter" : " dead letters"));
    out.flush();
    return 0;
  }

  private static String line(DeadLetter letter) {
    return "%-8s %s  %-18s from %-8s %s"
        .formatted(
            letter.place(),
            letter.appendedAt(),
            letter.code(),
            letter.origin(),
            Printable.line(letter.reason()));
  }

  private void checkCodes() {
    List<String> known = Arrays.stream(DeadLetterCode.values()).map(DeadLetterCode::code).toList();
    for (String code : codes) {
      if (!known.contains(code)) {
        throw new ParameterException(
            spec.commandLine(),
            "--code: expected one of %s, but found '%s'"
                .formatted(known.stream().collect(Collectors.joining(", ")), code));
      }
    }
  }
}
