package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;
import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeSettings;
import java.lang.management.ManagementFactory;

/** A node's command runtime that starts with the checkpoints of the one before. */
final class Restart implements Contender {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Setup setup;

  Restart(Setup setup) {
    this.setup = setup;
  }

  /**
   * Verb {@code start to=OFFSETS}: starts, and measures until the first and until all of the
   * waiting commands are decided; {@code jvmMillis} is what this process had taken before, {@code
   * cpuMillis} its CPU time since.
   */
  @Override
  public Fields run(String verb, Fields request) throws Exception {
    long jvmMillis = ManagementFactory.getRuntimeMXBean().getUptime();
    Progress all = new Progress(setup.partitions());
    all.target(request.numbers("to"));
    Progress first = new Progress(1);
    first.target(new long[] {1});
    Stopwatch watch = new Stopwatch();
    LedgerRuntime runtime =
        LedgerRuntime.start(
            setup.clients(RuntimeSettings.DEFAULT_GROUP_ID),
            Ours.settings(setup),
            (partition, nextCommand, _) -> {
              first.committed(0, 1);
              all.committed(partition, nextCommand);
            });
    try {
      long firstNanos = first.await() - watch.startNanos();
      long allNanos = all.await() - watch.startNanos();
      return Fields.none()
          .with("jvmMillis", jvmMillis)
          .with("cpuMillis", watch.stop(1).number("cpuNanos") / NANOS_PER_MILLI)
          .with("firstMillis", firstNanos / NANOS_PER_MILLI)
          .with("allMillis", allNanos / NANOS_PER_MILLI);
    } finally {
      runtime.close();
    }
  }
}
