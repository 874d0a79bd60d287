package dev.snapledger.commands.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.SampleRecords;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.decision.Decision.Rejected;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.EntityKeys;
import dev.snapledger.commands.entity.EntityMap;
import dev.snapledger.commands.event.Event;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Random histories: no rule is ever broken, and the log alone gives the same state and answers. */
class ReplayPropertyTest {
  private static final int STEPS = 300;

  private final CommandCodec commandCodec = new CommandCodec();
  private final EventCodec eventCodec = new EventCodec();
  private final EntityCodec entityCodec = new EntityCodec();

  /** Bytes of a command and of its events, in hexadecimal digits. */
  private record Step(String command, DecisionContext context, List<String> events) {}

  private static final HexFormat HEX = HexFormat.of();

  @Property(tries = 200)
  void keepsEveryRuleAndRebuildsStateFromEvents(@ForAll long seed) throws UndecodableException {
    run(seed);
  }

  @Property(tries = 100)
  void decidesTheSameWhenTheCommandLogIsRunAgain(@ForAll long seed) throws UndecodableException {
    // given
    List<Step> first = run(seed);

    // when
    EntityMap state = new EntityMap();
    for (Step step : first) {
      Command command = commandCodec.decode(HEX.parseHex(step.command()));
      List<String> again = new ArrayList<>();
      if (Decider.decide(command, state, step.context()) instanceof Accepted accepted) {
        for (Event event : accepted.events()) {
          again.add(HEX.formatHex(eventCodec.encode(event)));
          state.apply(event);
        }
      }

      // then
      assertThat(again).isEqualTo(step.events());
    }
  }

  /** Random histories that refuse everything, or lack an event, would prove nothing of it. */
  @Test
  void meetsEveryEventAndNearlyEveryRejection() throws UndecodableException {
    // given
    Map<String, Integer> met = new TreeMap<>();
    Set<String> expected = new TreeSet<>();
    for (Class<?> type : SampleRecords.leaves(Event.class)) {
      expected.add(type.getSimpleName());
    }
    for (Class<?> type : SampleRecords.leaves(Rejection.class)) {
      expected.add(type.getSimpleName());
    }
    // Limits too far away, and arguments that name nothing: plain tests have them.
    expected.removeAll(
        List.of("LimitExceeded", "MoveNotStarted", "RegionNotFound", "SkuNotAllowed"));

    // when
    for (long seed = 0; seed < 100; seed++) {
      runCounting(seed, met);
    }

    // then
    assertThat(met).containsKeys(expected.toArray(String[]::new));
  }

  private List<Step> run(long seed) throws UndecodableException {
    return runCounting(seed, new TreeMap<>());
  }

  private List<Step> runCounting(long seed, Map<String, Integer> met) throws UndecodableException {
    EntityMap live = new EntityMap();
    EntityMap rebuilt = new EntityMap();
    RandomCommands commands = new RandomCommands(new SplittableRandom(seed), live);
    RuleChecker checker = new RuleChecker();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      DecisionContext context = new DecisionContext(commands.nextTime(), i);
      Command command = commands.next();
      Decision decision = Decider.decide(command, live, context);
      List<String> bytes = new ArrayList<>();
      switch (decision) {
        case Rejected r -> met.merge(r.rejection().code(), 1, Integer::sum);
        case Accepted a -> {
          for (Event event : a.events()) {
            met.merge(event.getClass().getSimpleName(), 1, Integer::sum);
            checker.check(event);
            live.apply(event);
            byte[] encoded = eventCodec.encode(event);
            bytes.add(HEX.formatHex(encoded));
            rebuilt.apply(eventCodec.decode(encoded));
            checkTouched(event, live, rebuilt);
          }
        }
      }
      commands.learn(command, decision);
      steps.add(new Step(HEX.formatHex(commandCodec.encode(command)), context, bytes));
    }
    assertThat(rebuilt.entities()).isEqualTo(live.entities());
    return steps;
  }

  private void checkTouched(Event event, EntityMap live, EntityMap rebuilt)
      throws UndecodableException {
    for (EntityKey key : EntityKeys.touchedBy(event)) {
      Entity entity = live.find(key);
      assertThat(rebuilt.find(key)).isEqualTo(entity);
      if (entity != null) {
        assertThat(entity.key()).isEqualTo(key);
        byte[] checkpoint = entityCodec.encode(entity);
        assertThat(entityCodec.decode(checkpoint)).isEqualTo(entity);
      }
    }
  }
}
