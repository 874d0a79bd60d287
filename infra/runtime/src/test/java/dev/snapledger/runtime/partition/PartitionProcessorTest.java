package dev.snapledger.runtime.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.sample.SampleCommands;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionProcessorTest {
  private final CommandLog log = new CommandLog();
  private final DecidedLog decided = new DecidedLog();
  private final SampleCommands commands = new SampleCommands(1);
  private final PartitionProcessor processor =
      DecidedLog.processorOf(new PartitionState(CommandLog.PARTITION));

  @Test
  void answersEachCommandOnceWithTheOffsetsOfItsEvents() {
    // given
    InboundRecord first = log.append(commands.createDisk("a"));
    InboundRecord second = log.append(commands.createDisk("b"));

    // when
    List<Reply> replies = decided.commit(processor, first, second);

    // then
    assertThat(replies).hasSize(2);
    assertThat(replies.get(1).commandOffset()).isEqualTo(1);
    assertThat(replies.get(1).time()).isEqualTo(log.time());
    Accepted accepted = (Accepted) replies.get(1).outcome();
    assertThat(accepted.firstEventOffset()).isEqualTo(1);
    assertThat(accepted.lastEventOffset()).isEqualTo(1);
    DiskCreated created = (DiskCreated) DecidedLog.eventOf(decided.events.get(1).value());
    assertThat(created.header().commandOffset()).isEqualTo(1);
    assertThat(accepted.ids()).containsEntry("diskId", created.diskId().toString());
  }

  @Test
  void rejectsInTheReplyWhenTheRulesRefuse() {
    // given
    decided.commit(processor, log.append(commands.createDisk("a")));

    // when
    List<Reply> replies = decided.commit(processor, log.append(commands.createDisk("A")));

    // then
    assertThat(((Rejected) replies.getFirst().outcome()).code()).isNotBlank();
    assertThat(decided.events).hasSize(1);
  }

  @Test
  void givesTheFirstReplyAgainWhenACommandIsRepeated() {
    // given
    Command command = commands.createDisk("a");
    decided.commit(processor, log.append(command));

    // when
    decided.commit(processor, log.after(Duration.ofHours(23)).append(command));

    // then
    assertThat(decided.replies.get(1)).isEqualTo(decided.replies.get(0));
    assertThat(decided.events).hasSize(1);
  }

  @Test
  void givesTheFirstReplyAgainWithinOneBatch() {
    // given
    Command command = commands.createDisk("a");
    InboundRecord first = log.append(command);
    InboundRecord again = log.append(command);

    // when
    List<Reply> replies = decided.commit(processor, first, again);

    // then
    assertThat(replies.get(1)).isEqualTo(replies.get(0));
    assertThat(((Accepted) replies.get(1).outcome()).firstEventOffset()).isEqualTo(0);
    assertThat(decided.events).hasSize(1);
  }

  @Test
  void repeatsARejectionEvenWhenItWouldBeAcceptedNow() {
    // given
    Command early = commands.tagDisk("a", "early");
    decided.commit(processor, log.append(early));
    decided.commit(processor, log.append(commands.createDisk("a")));

    // when
    decided.commit(processor, log.append(early));

    // then
    assertThat(decided.replies.get(2)).isEqualTo(decided.replies.get(0));
  }

  @Test
  void forgetsACommandIdExactlyWhenTheWindowEnds() {
    // given
    Command command = commands.createDisk("a");
    decided.commit(processor, log.append(command));

    // when
    decided.commit(processor, log.after(DedupWindow.WINDOW.minusMillis(1)).append(command));
    decided.commit(processor, log.after(Duration.ofMillis(1)).append(command));

    // then
    assertThat(decided.replies.get(1)).isEqualTo(decided.replies.get(0));
    assertThat(decided.replies.get(2)).isNotEqualTo(decided.replies.get(0));
    assertThat(DecidedLog.replyOf(decided.replies.get(2)).outcome()).isInstanceOf(Rejected.class);
  }

  @Test
  void decidesTheSameIdOfAnotherSubscriptionOnItsOwn() {
    // given
    Command mine = commands.createDisk("a");
    Command theirs =
        new DeleteDisk(
            new CommandHeader(mine.header().commandId(), new SampleCommands(2).subscription(), ""),
            new ResourceName("group", "a"));

    // when
    List<Reply> replies = decided.commit(processor, log.append(mine), log.append(theirs));

    // then
    assertThat(replies.get(0).outcome()).isInstanceOf(Accepted.class);
    assertThat(replies.get(1).outcome()).isInstanceOf(Rejected.class);
    assertThat(replies.get(1).subscriptionId()).isEqualTo(theirs.header().subscriptionId());
  }

  @Test
  void neverGoesBackInTime() {
    // given
    decided.commit(processor, log.append(commands.createDisk("a")));

    // when
    var replies =
        decided.commit(
            processor, log.after(Duration.ofMinutes(-5)).append(commands.createDisk("b")));

    // then
    assertThat(replies.getFirst().time()).isEqualTo(log.time().plus(Duration.ofMinutes(5)));
  }

  @Test
  void decidesARolledBackBatchAgainWithTheSameBytes() {
    // given
    decided.commit(processor, log.append(commands.createDisk("a")));
    InboundRecord snapshot = log.append(commands.createSnapshot("a", "s"));
    InboundRecord delete = log.append(commands.deleteDisk("a"));
    StateDigest before = digestAfterRollback();

    // when
    var first = (Processed.Decided) processor.process(snapshot);
    var _ = processor.process(delete);
    StateDigest after = digestAfterRollback();
    var again = (Processed.Decided) processor.process(snapshot);

    // then
    assertThat(after).isEqualTo(before);
    assertThat(again.events()).hasSameSizeAs(first.events()).isNotEmpty();
    assertThat(again.events().getFirst().value()).isEqualTo(first.events().getFirst().value());
    assertThat(again.events().getFirst().link()).isEqualTo(first.events().getFirst().link());
  }

  @Test
  void remembersAfterARollbackWhatTheBatchWouldHaveForgotten() {
    // given: a batch that repeats a command just before and just after its id is forgotten
    Command command = commands.createDisk("a");
    decided.commit(processor, log.append(command));
    InboundRecord inside = log.after(DedupWindow.WINDOW.minusMillis(1)).append(command);
    InboundRecord outside = log.after(Duration.ofMillis(1)).append(command);

    // when
    var _ = processor.process(inside);
    var _ = processor.process(outside);
    processor.rollback();
    decided.commit(processor, inside, outside);

    // then
    assertThat(decided.replies.get(1)).isEqualTo(decided.replies.get(0));
    assertThat(DecidedLog.replyOf(decided.replies.get(2)).outcome()).isInstanceOf(Rejected.class);
  }

  private StateDigest digestAfterRollback() {
    processor.rollback();
    return DecidedLog.digestOf(processor.state());
  }

  @Test
  void goesOnInAReplayedStateAsInTheLiveOne() {
    // given
    Command repeated = commands.createDisk("b");
    decided.commit(
        processor,
        log.append(commands.createDisk("a")),
        log.append(commands.createSnapshot("a", "s1")),
        log.append(repeated),
        log.append(commands.tagDisk("missing", "x")),
        log.append(new byte[] {1}, new byte[] {2}));

    // when
    PartitionState replayed = decided.replay();

    // then
    assertThat(DecidedLog.digestOf(replayed)).isEqualTo(DecidedLog.digestOf(processor.state()));
    assertThat(replayed.lastDecidedAt()).isEqualTo(processor.state().lastDecidedAt());
    assertThat(replayed.nextCommandOffset()).isEqualTo(4);
    InboundRecord again = log.append(repeated);
    assertThat(
            ((Processed.Repeated) DecidedLog.processorOf(replayed).process(again)).first().bytes())
        .isEqualTo(((Processed.Repeated) processor.process(again)).first().bytes());
  }

  @Test
  void buriesWhatIsNotACommandAndGoesOn() {
    // given
    byte[] key = commands.subscription().toString().getBytes(UTF_8);
    byte[] whole = new CommandCodec().encode(commands.createDisk("a"));
    byte[] unknown = whole.clone();
    unknown[4] ^= 0x55;
    byte[] truncated = Arrays.copyOf(whole, whole.length - 1);

    // when
    var replies =
        decided.commit(
            processor,
            log.append(key, unknown),
            log.append(key, truncated),
            log.append(key, null),
            log.append(null, whole),
            log.append(key, new byte[PartitionProcessor.COMMAND_BYTES_MAX + 1]),
            log.append(key, whole));

    // then
    assertThat(decided.deadLetters)
        .extracting(Processed.Buried::code)
        .containsExactly(
            DeadLetterCode.UNKNOWN_FINGERPRINT,
            DeadLetterCode.UNDECODABLE,
            DeadLetterCode.UNDECODABLE,
            DeadLetterCode.MISSING_KEY,
            DeadLetterCode.OVERSIZED);
    assertThat(decided.deadLetters)
        .allSatisfy(d -> assertThat(d.text()).contains("expected ", ", but found "));
    assertThat(replies).hasSize(1);
    assertThat(replies.getFirst().outcome()).isInstanceOf(Accepted.class);
  }

  @Test
  void takesACommandOfExactlyTheLargestSize() {
    // given
    byte[] key = commands.subscription().toString().getBytes(UTF_8);

    // when
    decided.commit(processor, log.append(key, new byte[PartitionProcessor.COMMAND_BYTES_MAX]));

    // then: it is looked at, although these bytes are no command
    assertThat(decided.deadLetters.getFirst().code()).isEqualTo(DeadLetterCode.UNDECODABLE);
  }

  @Test
  void refusesAForeignKeyAndRemembersNothingOfIt() {
    // given
    Command command = commands.createDisk("a");
    byte[] value = new CommandCodec().encode(command);

    // when
    List<Reply> refused =
        decided.commit(
            processor,
            log.append(new SampleCommands(2).subscription().toString().getBytes(UTF_8), value));
    List<Reply> replies = decided.commit(processor, log.append(command));

    // then
    assertThat(((Rejected) refused.getFirst().outcome()).code()).isEqualTo("KeyMismatch");
    assertThat(decided.deadLetters.getFirst().code()).isEqualTo(DeadLetterCode.KEY_MISMATCH);
    assertThat(replies.getFirst().outcome()).isInstanceOf(Accepted.class);
    assertThat(decided.replay().nextCommandOffset()).isEqualTo(2);
  }

  @Test
  void refusesACommandInAnotherPartitionThanItsKeys() {
    // given
    PartitionProcessor elsewhere =
        new PartitionProcessor(
            new PartitionState(CommandLog.PARTITION),
            DecidedLog.codecs(),
            _ -> CommandLog.PARTITION + 1,
            AxonCommandEngine::new);

    // when
    List<Reply> replies = decided.commit(elsewhere, log.append(commands.createDisk("a")));

    // then
    assertThat(((Rejected) replies.getFirst().outcome()).code()).isEqualTo("WrongPartition");
    assertThat(decided.deadLetters.getFirst().code()).isEqualTo(DeadLetterCode.WRONG_PARTITION);
  }

  @Test
  void stopsAtACommandThatWasDecidedAlready() {
    // given
    InboundRecord first = log.append(commands.createDisk("a"));
    decided.commit(processor, first, log.append(commands.createDisk("b")));
    InboundRecord changed =
        new InboundRecord(
            first.partition(),
            first.offset(),
            first.appendedAt(),
            first.key(),
            new CommandCodec().encode(commands.createDisk("c")));

    // when, then
    assertThatThrownBy(() -> processor.process(changed))
        .isInstanceOf(BrokenInvariantException.class)
        .hasMessageContaining("not decided yet");
  }

  @Test
  void stopsWhenAnEngineAppendsSomethingElseThanItDecided() {
    // given
    PartitionProcessor silent =
        new PartitionProcessor(
            new PartitionState(CommandLog.PARTITION),
            DecidedLog.codecs(),
            _ -> CommandLog.PARTITION,
            (state, journal) ->
                (command, context) -> {
                  Decision decision =
                      new AxonCommandEngine(state, _ -> {}).decide(command, context);
                  return decision;
                });

    // when, then
    assertThatThrownBy(() -> silent.process(log.append(commands.createDisk("a"))))
        .isInstanceOf(BrokenInvariantException.class)
        .hasMessageContaining("expected the 1 events of the decision to be appended, but found 0");
  }

  @Test
  void keepsAFrozenStateWhileDecisionsGoOn() {
    // given
    decided.commit(processor, log.append(commands.createDisk("a")));
    StateDigest before = DecidedLog.digestOf(processor.state());
    FrozenState frozen = processor.state().freeze();

    // when
    decided.commit(
        processor, log.append(commands.deleteDisk("a")), log.append(commands.createDisk("b")));
    StateDigest during = frozen.digest(0, new EntityCodec());
    processor.state().thawUnwritten();

    // then
    assertThat(during).isEqualTo(before);
    assertThat(DecidedLog.digestOf(processor.state()))
        .isEqualTo(DecidedLog.digestOf(decided.replay()))
        .isNotEqualTo(before);
  }
}
