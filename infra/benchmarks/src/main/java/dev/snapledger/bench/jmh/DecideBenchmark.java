package dev.snapledger.bench.jmh;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decider;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.EntityKeys;
import dev.snapledger.commands.event.Event;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A decision and the evolution by its events, with Axon's command bus and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class DecideBenchmark {
  private final List<Command> commands = Commands.mix();
  private final Map<EntityKey, Entity> entities = new HashMap<>();
  private final AxonCommandEngine engine = new AxonCommandEngine(entities::get, this::evolve);
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Made by JMH. */
  public DecideBenchmark() {}

  /** Starts over without entities. */
  @Setup(Level.Invocation)
  public void empty() {
    entities.clear();
  }

  private void evolve(Event event) {
    for (EntityKey key : EntityKeys.touchedBy(event)) {
      Entity evolved = Entity.evolve(key, entities.get(key), event);
      if (evolved == null) {
        entities.remove(key);
      } else {
        entities.put(key, evolved);
      }
    }
  }

  /** Through the command bus, as the product does. */
  @Benchmark
  @OperationsPerInvocation(Commands.COUNT)
  public long throughAxon() {
    long events = 0;
    for (int i = 0; i < commands.size(); i++) {
      events += eventsOf(engine.decide(commands.get(i), new DecisionContext(now, i)));
    }
    return events;
  }

  /** By plain calls: what the bus adds is the difference. */
  @Benchmark
  @OperationsPerInvocation(Commands.COUNT)
  public long plainCalls() {
    long events = 0;
    for (int i = 0; i < commands.size(); i++) {
      Decision decision =
          Decider.decide(commands.get(i), entities::get, new DecisionContext(now, i));
      if (decision instanceof Decision.Accepted accepted) {
        accepted.events().forEach(this::evolve);
      }
      events += eventsOf(decision);
    }
    return events;
  }

  private static int eventsOf(Decision decision) {
    return decision instanceof Decision.Accepted accepted ? accepted.events().size() : 0;
  }
}
