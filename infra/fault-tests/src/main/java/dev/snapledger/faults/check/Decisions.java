package dev.snapledger.faults.check;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the commands of one partition against its events and replies: each command id is decided
 * exactly once, each command record is answered exactly once, and each answer names the offsets of
 * exactly the events of its command. For one thread.
 */
final class Decisions {
  private final int partition;
  private final Findings findings;
  private final Map<CommandId, Told> told = new HashMap<>();
  private long accepted;
  private long rejected;
  private long repeated;
  private long events;

  /** What the log tells about one command id. */
  private static final class Told {
    private final long firstOffset;
    private int records;
    private final List<Reply> replies = new ArrayList<>();
    private final List<Long> eventOffsets = new ArrayList<>();
    private final Set<Integer> eventIndexes = new HashSet<>();

    Told(long firstOffset) {
      this.firstOffset = firstOffset;
    }
  }

  Decisions(int partition, Findings findings) {
    this.partition = partition;
    this.findings = findings;
  }

  /** Takes a record of the command topic; in order. */
  void command(long offset, Command command) {
    Told one = told.computeIfAbsent(command.header().commandId(), _ -> new Told(offset));
    if (one.records++ > 0) {
      repeated++;
    }
  }

  /** Takes an event; in order, after all commands. */
  void event(long offset, Event event) {
    events++;
    CommandId id = event.header().commandId();
    Told one = told.get(id);
    if (one == null) {
      findings.wrong(at(id) + ": an event at %d, but no command".formatted(offset));
      return;
    }
    if (!one.eventIndexes.add(event.header().index())) {
      findings.doubled(at(id) + ": event %d".formatted(event.header().index()));
    }
    if (event.header().commandOffset() != one.firstOffset) {
      findings.wrong(
          at(id)
              + ": expected events of the command at %d, but found one of %d"
                  .formatted(one.firstOffset, event.header().commandOffset()));
    }
    one.eventOffsets.add(offset);
  }

  /** Takes a reply; in order, after all commands. */
  void reply(Reply reply) {
    Told one = told.get(reply.commandId());
    if (one == null) {
      findings.wrong(at(reply.commandId()) + ": a reply, but no command");
    } else {
      one.replies.add(reply);
    }
  }

  /** Compares, once all records were taken. */
  void check() {
    told.forEach(this::check);
  }

  private void check(CommandId id, Told one) {
    for (int missing = one.replies.size(); missing < one.records; missing++) {
      findings.missing(at(id) + ": a reply");
    }
    for (int extra = one.records; extra < one.replies.size(); extra++) {
      findings.doubled(at(id) + ": a reply");
    }
    if (one.replies.isEmpty()) {
      return;
    }
    Reply first = one.replies.getFirst();
    if (!one.replies.stream().allMatch(first::equals)) {
      findings.doubled(at(id) + ": another decision; replies " + one.replies);
    }
    if (first.commandOffset() != one.firstOffset) {
      findings.wrong(
          at(id)
              + ": expected a reply to the command at %d, but found one to %d"
                  .formatted(one.firstOffset, first.commandOffset()));
    }
    switch (first.outcome()) {
      case Accepted outcome -> {
        accepted++;
        checkEvents(id, one, outcome.firstEventOffset(), outcome.lastEventOffset());
      }
      case Rejected _ -> {
        rejected++;
        checkEvents(id, one, null, null);
      }
    }
  }

  private void checkEvents(CommandId id, Told one, @Nullable Long first, @Nullable Long last) {
    List<Long> expected = new ArrayList<>();
    if (first != null && last != null) {
      for (long offset = first; offset <= last; offset++) {
        expected.add(offset);
      }
    }
    if (!expected.equals(one.eventOffsets)) {
      findings.wrong(
          at(id)
              + ": expected events at %s by the reply, but found them at %s"
                  .formatted(expected, one.eventOffsets));
    }
    for (int index = 0; index < one.eventOffsets.size(); index++) {
      if (!one.eventIndexes.contains(index)) {
        findings.missing(at(id) + ": event " + index);
      }
    }
  }

  /** How often each command id was found in the command topic. */
  Map<CommandId, Integer> records() {
    Map<CommandId, Integer> records = new HashMap<>();
    told.forEach((id, one) -> records.put(id, one.records));
    return records;
  }

  LogCheck.Totals totals() {
    return new LogCheck.Totals(told.size(), repeated, accepted, rejected, events);
  }

  private String at(CommandId id) {
    return "partition %d, command %s".formatted(partition, id.value());
  }
}
