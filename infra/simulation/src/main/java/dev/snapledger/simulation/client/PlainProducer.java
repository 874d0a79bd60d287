package dev.snapledger.simulation.client;

import dev.snapledger.simulation.log.SimulatedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/** A producer without transactions. The methods are those of Kafka's interface. */
final class PlainProducer {
  private final SimulatedLog log;
  private final ClientFaults faults;

  PlainProducer(SimulatedLog log, ClientFaults faults) {
    this.log = log;
    this.faults = faults;
  }

  /** A record that counts as lost may be there all the same. */
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    if (faults.losesRecord()) {
      return CompletableFuture.failedFuture(new TimeoutException("a record did not arrive"));
    }
    SimulatedLog.Appended appended = log.append(record);
    if (faults.losesRecord()) {
      return CompletableFuture.failedFuture(new TimeoutException("no acknowledgement arrived"));
    }
    return CompletableFuture.completedFuture(
        new RecordMetadata(appended.log(), appended.offset(), 0, 0, 0, 0));
  }

  /** Everything is there already: a record is appended when it is sent. */
  public void flush() {}

  /** Nothing is to be released. */
  public void close(Duration timeout) {}
}
