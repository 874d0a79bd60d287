package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;
import dev.snapledger.runtime.audit.StateAudit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rebuilds the entities of every partition from the events, by the product's own replay. */
final class StateReplay implements Contender {
  private final Setup setup;

  StateReplay(Setup setup) {
    this.setup = setup;
  }

  /** Verb {@code read}. */
  @Override
  public Fields run(String verb, Fields request) {
    Map<Integer, Long> ends = new HashMap<>();
    setup.eventEnds().forEach((log, end) -> ends.put(log.partition(), end));
    StateAudit replay = new StateAudit(setup.connection());
    Stopwatch watch = new Stopwatch();
    List<Long> events = replay.rebuild(ends, StateAudit.Rebuilt::events);
    return watch.stop(events.stream().mapToLong(Long::longValue).sum());
  }
}
