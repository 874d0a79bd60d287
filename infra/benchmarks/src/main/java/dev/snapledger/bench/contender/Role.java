package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.ChildCommand;
import dev.snapledger.bench.process.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The child processes of a run, each with its heap. */
public enum Role {
  /** Sends commands and measures latency. */
  SENDER(1_024),
  /** The product's command runtime. */
  OURS(2_048),
  /** The transactional loop that decides nothing. */
  PLAIN(2_048),
  /** Kafka Streams with one rule. */
  STREAMS(2_048),
  /** A read of the events that does nothing. */
  RAW(1_024),
  /** Entity state rebuilt from the events. */
  REPLAY(1_024),
  /** Projections rebuilt from the events. */
  VIEWS(1_024),
  /** Commands decided again. */
  AUDIT(1_024),
  /** A node that starts again. */
  RESTART(1_024),
  /** Families in memory. */
  FAMILIES(6_144);

  private final int heapMebibytesMax;

  Role(int heapMebibytesMax) {
    this.heapMebibytesMax = heapMebibytesMax;
  }

  /** Its name for people, programs and files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The heap settings of all, for people. */
  public static String heaps() {
    return Arrays.stream(values())
        .map(role -> role.label() + " -Xmx" + role.heapMebibytesMax + "m")
        .collect(Collectors.joining(", "));
  }

  /**
   * The command that starts its process.
   *
   * @param fields {@code bootstrap}, {@code folder}, {@code partitions}; for PLAIN and STREAMS what
   *     the product writes, as RAW told
   * @param jvmOptions further options of the JVM
   */
  public ChildCommand command(Fields fields, List<String> jvmOptions) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heapMebibytesMax + "m");
    options.add("-XX:+UseG1GC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--sun-misc-unsafe-memory-access=allow");
    options.add("-Daxoniq.update-checker.disabled=true");
    options.addAll(jvmOptions);
    return new ChildCommand(
        label(), options, ContenderMain.class.getName(), List.of(name(), fields.toString()));
  }

  Contender open(Fields fields) throws Exception {
    Setup setup =
        new Setup(
            fields.text("bootstrap"),
            Path.of(fields.text("folder")),
            (int) fields.number("partitions"));
    return switch (this) {
      case SENDER -> new Sender(setup);
      case OURS -> Ours.open(setup);
      case PLAIN -> PlainLoop.open(setup, OutputShape.of(fields));
      case STREAMS -> StreamsApplication.open(setup, OutputShape.of(fields));
      case RAW -> new RawReader(setup);
      case REPLAY -> new StateReplay(setup);
      case VIEWS -> new ViewsRebuild(setup);
      case AUDIT -> new DecisionAudit(setup);
      case RESTART -> new Restart(setup);
      case FAMILIES -> new FamiliesInMemory(setup);
    };
  }
}
