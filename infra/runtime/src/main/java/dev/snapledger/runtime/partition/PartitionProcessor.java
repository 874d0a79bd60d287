package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Decides the commands of one partition, record by record, in log order.
 *
 * <p>What it answers is a function of the records alone: the live loop, an audit that runs the log
 * again, and a simulation get the same bytes. Does no I/O; changes become visible to {@link
 * PartitionState#freeze} with {@link #commit}. For one thread.
 */
public final class PartitionProcessor {
  /** Longest value of a command record in bytes. */
  public static final int COMMAND_BYTES_MAX = 256 * 1024;

  private final PartitionState state;
  private final Codecs codecs;
  private final PartitionOfKey partitionOfKey;
  private final CommandEngine engine;
  private final EventJournal journal;

  /**
   * A processor that goes on where {@code state} ends.
   *
   * @param codecs codecs of this thread
   * @param partitionOfKey the rule that producers must have followed
   */
  public PartitionProcessor(
      PartitionState state,
      Codecs codecs,
      PartitionOfKey partitionOfKey,
      CommandEngine.Factory engines) {
    this.state = state;
    this.codecs = codecs;
    this.partitionOfKey = partitionOfKey;
    this.journal = new EventJournal(state);
    this.engine = engines.over(state.entities(), journal);
  }

  /**
   * Runs {@code batch}, which calls {@link #process} for the records of one transaction; cheaper
   * than to process them alone, and the same otherwise.
   */
  public void inOneUnit(Runnable batch) {
    engine.inOneUnit(batch);
  }

  /**
   * Decides one record.
   *
   * @throws BrokenInvariantException if state, rules and log contradict each other; the batch must
   *     be rolled back and the partition stopped
   */
  public Processed process(InboundRecord record) {
    if (record.value() != null && record.value().length > COMMAND_BYTES_MAX) {
      return buried(
          DeadLetterCode.OVERSIZED,
          "expected at most " + COMMAND_BYTES_MAX + " bytes, but found " + record.value().length);
    }
    if (record.key() == null) {
      return buried(
          DeadLetterCode.MISSING_KEY, "expected the subscription id as key, but found no key");
    }
    if (record.value() == null) {
      return buried(DeadLetterCode.UNDECODABLE, "expected a command, but found no value");
    }
    Command command;
    try {
      command = codecs.commands().decode(record.value());
    } catch (UndecodableException e) {
      return buried(
          e.unknownSchema() ? DeadLetterCode.UNKNOWN_FINGERPRINT : DeadLetterCode.UNDECODABLE,
          String.valueOf(e.getMessage()));
    }
    return routed(record, record.key(), command);
  }

  private Processed routed(InboundRecord record, byte[] key, Command command) {
    byte[] ownerKey = SubscriptionKey.of(command.header().subscriptionId());
    if (!Arrays.equals(ownerKey, key)) {
      String text =
          "expected the subscription %s as key, but found %d other bytes"
              .formatted(command.header().subscriptionId(), key.length);
      return rejected(record, command, ownerKey, DeadLetterCode.KEY_MISMATCH, text);
    }
    int expected = partitionOfKey.partitionOf(ownerKey);
    if (expected != record.partition()) {
      String text =
          "expected subscription %s in partition %d, but found it in partition %d"
              .formatted(command.header().subscriptionId(), expected, record.partition());
      return rejected(record, command, ownerKey, DeadLetterCode.WRONG_PARTITION, text);
    }
    Instant now = state.decisionTime(record.appendedAt());
    RememberedReply first = state.window().find(keyOf(command), now);
    return first != null
        ? new Processed.Repeated(key, first)
        : decided(record, key, command, new DecisionContext(now, record.offset()));
  }

  private Processed.Decided decided(
      InboundRecord record, byte[] key, Command command, DecisionContext context) {
    if (record.offset() < state.nextCommandOffset()) {
      throw broken(
          record,
          "expected a command that was not decided yet, but decisions went up to offset "
              + (state.nextCommandOffset() - 1));
    }
    journal.begin(command, context);
    Decision decision = engine.decide(command, context);
    List<EventJournal.NumberedEvent> events = journal.end(decision);
    List<LinkedEvent> linked = new ArrayList<>(events.size());
    for (EventJournal.NumberedEvent event : events) {
      byte[] value = codecs.events().encode(event.event());
      linked.add(new LinkedEvent(value, state.link(event.sequence(), key, value)));
    }
    state.decided(context.now(), context.commandOffset());
    return new Processed.Decided(key, linked, remember(command, context, decision));
  }

  private UnlocatedReply remember(Command command, DecisionContext context, Decision decision) {
    Reply reply = replyTo(command, context, outcomeOf(decision));
    boolean located = !(decision instanceof Decision.Accepted a) || a.events().isEmpty();
    RememberedReply remembered =
        new RememberedReply(
            keyOf(command), context.now(), located ? codecs.replies().encode(reply) : null);
    state.window().remember(remembered);
    return new UnlocatedReply(reply, remembered);
  }

  /**
   * Completes the reply of a decision whose events are in the log.
   *
   * @param firstEventOffset offset of its first event
   * @param lastEventOffset offset of its last event; included
   */
  public void locate(Processed.Decided decided, long firstEventOffset, long lastEventOffset) {
    Reply reply = decided.reply().reply();
    if (reply.outcome() instanceof Accepted accepted && !decided.events().isEmpty()) {
      Outcome outcome = new Accepted(accepted.ids(), firstEventOffset, lastEventOffset);
      decided
          .reply()
          .remembered()
          .resolve(
              codecs
                  .replies()
                  .encode(
                      new Reply(
                          reply.commandId(),
                          reply.subscriptionId(),
                          reply.time(),
                          reply.commandOffset(),
                          outcome)));
    }
  }

  /**
   * Ends a batch whose commit is awaited while the next one is decided; the batch sealed before
   * must be committed.
   */
  public void seal() {
    state.seal();
  }

  /** Makes the sealed batch the committed state; what was decided after it stays open. */
  public void commitSealed() {
    state.promoteSealed();
  }

  /** Makes everything since the last commit or rollback the committed state. */
  public void commit() {
    state.promote();
  }

  /** Forgets what was decided after the sealed batch. */
  public void rollbackOpen() {
    journal.abandon();
    state.discardOpen();
  }

  /** Forgets everything since the last commit or rollback, a sealed batch too. */
  public void rollback() {
    journal.abandon();
    state.discard();
  }

  /** The state this processor goes on from. */
  public PartitionState state() {
    return state;
  }

  private Processed rejected(
      InboundRecord record, Command command, byte[] key, DeadLetterCode code, String text) {
    DecisionContext context =
        new DecisionContext(state.decisionTime(record.appendedAt()), record.offset());
    Outcome outcome = new Rejected(code.code(), text, Map.of(), null);
    byte[] reply = codecs.replies().encode(replyTo(command, context, outcome));
    return new Processed.Buried(code, text, new Processed.Rejection(key, reply));
  }

  private static ReplyKey keyOf(Command command) {
    return ReplyKey.of(command.header().commandId(), command.header().subscriptionId());
  }

  private static Reply replyTo(Command command, DecisionContext context, Outcome outcome) {
    return new Reply(
        command.header().commandId(),
        command.header().subscriptionId(),
        context.now(),
        context.commandOffset(),
        outcome);
  }

  private static Outcome outcomeOf(Decision decision) {
    return switch (decision) {
      case Decision.Accepted a -> new Accepted(a.ids(), null, null);
      case Decision.Rejected r ->
          new Rejected(
              r.rejection().code(),
              r.rejection().message(),
              r.rejection().details(),
              r.rejection().retryAt());
    };
  }

  private static Processed buried(DeadLetterCode code, String text) {
    return new Processed.Buried(code, text, null);
  }

  private BrokenInvariantException broken(InboundRecord record, String text) {
    return new BrokenInvariantException(state.partition(), record.offset(), text);
  }
}
