package dev.snapledger.simulation.client;

import dev.snapledger.simulation.log.LogRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What goes wrong at the calls of one process' clients. Any method may throw: an error if the
 * process died, an exception of Kafka if the call failed.
 */
public interface ClientFaults {
  /** A call begins; {@code call} names the client and the method, such as {@code member.poll}. */
  void before(String call);

  /** A call has had its effect, and returns. */
  void after(String call);

  /** What becomes of a request to commit a transaction. */
  CommitFate commitFate();

  /** Whether a record that is sent does not arrive. */
  boolean losesRecord();

  /** Most records of one poll, at least 1. */
  int pollMax();

  /** Whether a reader gets a record; one that does not has a planted bug. */
  boolean shows(String reader, TopicPartition log, LogRecord record);
}
