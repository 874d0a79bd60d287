package dev.snapledger.simulation.check;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.decision.RuleChecker;
import dev.snapledger.commands.entity.EntityMap;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.DeadLetterCode;
import dev.snapledger.simulation.log.Fetched;
import dev.snapledger.simulation.log.LogRecord;
import dev.snapledger.simulation.log.SimulatedLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads events and replies the moment they are committed, so causes before effects in whatever
 * partition, and checks each against all before it: the restrictions, one decision for each
 * command, one answer for each command, and answers that tell what was decided.
 */
public final class LogWatch {
  private final Findings findings;
  private final Consumer<Event> next;
  private final EventCodec events = new EventCodec();
  private final ReplyCodec replies = new ReplyCodec();
  private final RuleChecker rules = new RuleChecker();
  private final EntityMap state = new EntityMap();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<Key, Decided> decided = new HashMap<>();
  private final Map<Key, Answer> answers = new HashMap<>();
  private long eventCount;
  private long rejectionCount;

  /** A command, as its sender names it. */
  public record Key(SubscriptionId subscription, CommandId command) {}

  private record Decided(long commandOffset, List<Long> eventOffsets) {}

  @SuppressWarnings("ArrayRecordComponent") // Compared by hand.
  private record Answer(Reply reply, byte[] bytes) {}

  /**
   * A watch that has seen nothing.
   *
   * @param next told about every event after it was checked
   */
  public LogWatch(Findings findings, Consumer<Event> next) {
    this.findings = findings;
    this.next = next;
  }

  /** Takes what is new in a log; never throws. */
  public void look(SimulatedLog log, TopicPartition partition) {
    boolean ofEvents = partition.topic().equals(LogTopics.EVENTS);
    if (!ofEvents && !partition.topic().equals(LogTopics.REPLIES)) {
      return;
    }
    Fetched fetched =
        log.committed(partition, positions.getOrDefault(partition, 0L), Integer.MAX_VALUE);
    positions.put(partition, fetched.next());
    for (LogRecord record : fetched.records()) {
      try {
        if (ofEvents) {
          event(record);
        } else {
          reply(record);
        }
      } catch (UndecodableException | AssertionError | IllegalStateException e) {
        findings.add("%s at offset %d: %s".formatted(partition, record.offset(), e));
      }
    }
  }

  private void event(LogRecord record) throws UndecodableException {
    Event event = events.decode(value(record));
    eventCount++;
    Key key = new Key(event.header().subscriptionId(), event.header().commandId());
    Decided known =
        decided.computeIfAbsent(
            key, _ -> new Decided(event.header().commandOffset(), new ArrayList<>()));
    if (known.commandOffset() != event.header().commandOffset()) {
      findings.add(
          "expected %s to be decided once, at command offset %d, but found %d as well"
              .formatted(key, known.commandOffset(), event.header().commandOffset()));
    }
    if (event.header().index() != known.eventOffsets().size()) {
      findings.add(
          "expected event %d of %s, but found event %d"
              .formatted(known.eventOffsets().size(), key, event.header().index()));
    }
    known.eventOffsets().add(record.offset());
    rules.check(event);
    state.apply(event);
    next.accept(event);
  }

  private void reply(LogRecord record) throws UndecodableException {
    byte[] bytes = value(record);
    Reply reply = replies.decode(bytes);
    if (reply.outcome() instanceof Rejected r && DeadLetterCode.isReplyCode(r.code())) {
      return; // A dead letter is not a decision; each gets an answer of its own.
    }
    Key key = new Key(reply.subscriptionId(), reply.commandId());
    Answer first = answers.putIfAbsent(key, new Answer(reply, bytes));
    if (first == null) {
      rejectionCount += reply.outcome() instanceof Rejected ? 1 : 0;
    } else if (!Arrays.equals(first.bytes(), bytes)) {
      findings.add(
          "expected the first answer again, %s, but found %s".formatted(first.reply(), reply));
    }
  }

  private static byte[] value(LogRecord record) throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      throw new UndecodableException("expected a value, but found none");
    }
    return value;
  }

  /** The committed answer to a command; null while there is none. */
  public @Nullable Reply answer(Key key) {
    Answer answer = answers.get(key);
    return answer == null ? null : answer.reply();
  }

  /** What the committed events say; to be read only. */
  public EntityMap state() {
    return state;
  }

  /** Committed events so far. */
  public long eventCount() {
    return eventCount;
  }

  /** Commands that were refused so far. */
  public long rejectionCount() {
    return rejectionCount;
  }

  /** Checks, when all is at rest, that answers and events belong together. */
  public void checkAtRest() {
    answers.forEach((key, answer) -> findings.addIfAny(difference(key, answer.reply().outcome())));
    for (Key key : decided.keySet()) {
      if (!answers.containsKey(key)) {
        findings.add("expected an answer to " + key + ", whose events are there, but found none");
      }
    }
  }

  private @Nullable String difference(Key key, Outcome outcome) {
    Decided events = decided.get(key);
    List<Long> found = events == null ? List.of() : events.eventOffsets();
    List<Long> told = new ArrayList<>();
    if (outcome instanceof Accepted accepted
        && accepted.firstEventOffset() != null
        && accepted.lastEventOffset() != null) {
      told.add(accepted.firstEventOffset());
      told.add(accepted.lastEventOffset());
    }
    List<Long> ends = found.isEmpty() ? List.of() : List.of(found.getFirst(), found.getLast());
    return ends.equals(told)
        ? null
        : "expected the events of %s at offsets %s, as it was told, but found %s"
            .formatted(key, told, found);
  }
}
