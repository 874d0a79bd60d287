package dev.snapledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.Processed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandMixTest {
  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

  private final CommandCodec codec = new CommandCodec();
  private final PartitionProcessor processor =
      new PartitionProcessor(
          new PartitionState(0),
          new Codecs(new CommandCodec(), new EventCodec(), new ReplyCodec()),
          _ -> 0,
          AxonCommandEngine::new);
  private long offset;

  @Test
  void leadsAFamilyThroughItsLifeWithOneRefusalAndOneRetry() {
    // given
    FamilyScript script = new FamilyScript(CommandMix.subscription(5), 5);
    List<Processed> lives = new ArrayList<>();

    // when
    for (int step = 0; step < FamilyScript.COMMANDS; step++) {
      lives.add(decide(script.command(step)));
    }

    // then
    assertThat(lives).filteredOn(Processed.Repeated.class::isInstance).hasSize(1);
    assertThat(lives).filteredOn(CommandMixTest::refused).hasSize(1);
    assertThat(lives.stream().mapToInt(CommandMixTest::events).sum())
        .isEqualTo(FamilyScript.EVENTS);
  }

  @Test
  void givesCommandsThatAreDecidedAsMeant() {
    // given
    CommandMix mix = new CommandMix(1);
    int events = 0;
    int refused = 0;
    int repeated = 0;

    // when
    int commands = 60_000;
    for (int i = 0; i < commands; i++) {
      Processed processed = decide(mix.next());
      assertThat(processed).isNotInstanceOf(Processed.Buried.class);
      events += events(processed);
      refused += refused(processed) ? 1 : 0;
      repeated += processed instanceof Processed.Repeated ? 1 : 0;
    }

    // then
    assertThat(events).isBetween(commands * 9 / 12, commands * 11 / 12);
    assertThat(refused).isBetween(commands / 24, commands / 8);
    assertThat(repeated).isBetween(commands / 24, commands / 8);
    assertThat(events + refused + repeated).isEqualTo(commands);
  }

  @Test
  void repeatsItselfForTheSameSeedOnly() {
    // given
    CommandMix one = new CommandMix(7);
    CommandMix same = new CommandMix(7);
    CommandMix other = new CommandMix(8);

    // then
    List<Command> first = next(one);
    assertThat(next(same)).isEqualTo(first);
    assertThat(next(other)).isNotEqualTo(first);
  }

  @Test
  void sendsWhenDueWhateverBecameOfThoseBefore() {
    // given
    Pace pace = new Pace(1_000, 2_000);

    // then
    assertThat(pace.dueNanos(0)).isEqualTo(1_000);
    assertThat(pace.dueNanos(1)).isEqualTo(501_000);
    assertThat(pace.dueNanos(20_000)).isEqualTo(10_000_001_000L);
  }

  private static List<Command> next(CommandMix mix) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      commands.add(mix.next());
    }
    return commands;
  }

  private Processed decide(Command command) {
    EncodedCommand encoded = EncodedCommand.of(command, codec);
    Processed processed =
        processor.process(
            new InboundRecord(0, offset, TIME.plusMillis(offset), encoded.key(), encoded.value()));
    offset++;
    return processed;
  }

  private static int events(Processed processed) {
    return processed instanceof Processed.Decided decided ? decided.events().size() : 0;
  }

  private static boolean refused(Processed processed) {
    return processed instanceof Processed.Decided decided
        && decided.reply().reply().outcome() instanceof Rejected;
  }
}
