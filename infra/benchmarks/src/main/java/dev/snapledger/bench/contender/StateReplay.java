package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;
import dev.snapledger.runtime.audit.StateAudit;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Rebuilds the entities of every partition from the events, by the product's own replay. */
final class StateReplay implements Contender {
  private final Setup setup;

  StateReplay(Setup setup) {
    this.setup = setup;
  }

  /** Verb {@code read}. */
  @Override
  public Fields run(String verb, Fields request) {
    Map<TopicPartition, Long> ends = setup.eventEnds();
    StateAudit replay = new StateAudit(setup.connection());
    long events = 0;
    Stopwatch watch = new Stopwatch();
    for (var end : ends.entrySet()) {
      events += replay.rebuild(end.getKey().partition(), end.getValue()).events();
    }
    return watch.stop(events);
  }
}
