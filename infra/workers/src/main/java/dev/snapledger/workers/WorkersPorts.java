package dev.snapledger.workers;

import dev.snapledger.commands.port.BlockMapPublisher;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.trace.Tracing;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * All that workers know of the world.
 *
 * @param work what is to be done
 * @param regions where bytes are
 * @param commands the one door for facts
 * @param blockMaps where block maps go
 * @param clock for leases; any steady clock will do, for none of its times enters the log
 * @param alarm for tries after a while
 * @param executor runs items, one task each, that may block: virtual threads
 * @param tracing records the work of requests that are traced
 */
public record WorkersPorts(
    WorkSource work,
    Regions regions,
    CommandSubmitter commands,
    BlockMapPublisher blockMaps,
    InstantSource clock,
    Alarm alarm,
    Executor executor,
    Tracing tracing) {
  /** Nothing is traced. */
  public WorkersPorts(
      WorkSource work,
      Regions regions,
      CommandSubmitter commands,
      BlockMapPublisher blockMaps,
      InstantSource clock,
      Alarm alarm,
      Executor executor) {
    this(work, regions, commands, blockMaps, clock, alarm, executor, Tracing.NONE);
  }
}
