package dev.snapledger.bench.contender;

import com.sun.management.OperatingSystemMXBean;
import dev.snapledger.bench.process.Fields;
import java.lang.management.ManagementFactory;

/**
 * Wall-clock time, and the CPU time of this whole process: its threads, its collector, its
 * compiler.
 */
final class Stopwatch {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long startNanos = System.nanoTime();
  private final long startCpuNanos = SYSTEM.getProcessCpuTime();

  long startNanos() {
    return startNanos;
  }

  /** What {@code records} took until now. */
  Fields stop(long records) {
    return stop(records, System.nanoTime());
  }

  /** What {@code records} took until {@code endNanos}; CPU time until now. */
  Fields stop(long records, long endNanos) {
    return Fields.none()
        .with("records", records)
        .with("nanos", endNanos - startNanos)
        .with("cpuNanos", SYSTEM.getProcessCpuTime() - startCpuNanos);
  }
}
