package dev.snapledger.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A checker that cannot fail proves nothing. */
class DecisionsTest {
  private static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(1, 2));
  private static final ResourceName NAME = new ResourceName("group", "disk");

  private final Findings findings = new Findings();
  private final Decisions decisions = new Decisions(0, findings);

  private static CommandId id(int number) {
    return new CommandId(new UUID(3, number));
  }

  private static Command command(int number) {
    return new DeleteDisk(new CommandHeader(id(number), SUBSCRIPTION, "tester"), NAME);
  }

  private static Event event(int number, int index, long commandOffset) {
    EventHeader header =
        new EventHeader(id(number), index, SUBSCRIPTION, Instant.EPOCH, commandOffset, "tester");
    return new DiskDeleted(header, new DiskId(new UUID(4, 5)), NAME, "eastus");
  }

  private static Reply accepted(int number, long commandOffset, long first, long last) {
    return new Reply(
        id(number),
        SUBSCRIPTION,
        Instant.EPOCH,
        commandOffset,
        new Accepted(Map.of(), first, last));
  }

  private static Reply rejected(int number, long commandOffset) {
    return new Reply(
        id(number),
        SUBSCRIPTION,
        Instant.EPOCH,
        commandOffset,
        new Rejected("NotFound", "expected a disk, but found none", Map.of(), null));
  }

  /** One accepted with two events, one refused, and the first of them again. */
  private void takeGoodLog() {
    decisions.command(0, command(1));
    decisions.command(1, command(2));
    decisions.command(2, command(1));
    decisions.event(10, event(1, 0, 0));
    decisions.event(11, event(1, 1, 0));
    decisions.reply(accepted(1, 0, 10, 11));
    decisions.reply(rejected(2, 1));
    decisions.reply(accepted(1, 0, 10, 11));
  }

  @Test
  void findsNothingInAGoodLog() {
    // when
    takeGoodLog();
    decisions.check();

    // then
    assertThat(findings.shown()).isEmpty();
    assertThat(findings.none()).isTrue();
    assertThat(decisions.totals()).isEqualTo(new LogCheck.Totals(2, 1, 1, 1, 2));
  }

  @Test
  void findsACommandWithoutReply() {
    // when
    takeGoodLog();
    decisions.command(3, command(3));
    decisions.check();

    // then
    assertThat(findings.missing()).isEqualTo(1);
    assertThat(findings.none()).isFalse();
  }

  @Test
  void findsAnAnswerTooMuch() {
    // when
    takeGoodLog();
    decisions.reply(rejected(2, 1));
    decisions.check();

    // then
    assertThat(findings.doubled()).isEqualTo(1);
  }

  @Test
  void findsASecondDecision() {
    // when: it was decided twice, under different offsets
    decisions.command(0, command(1));
    decisions.command(1, command(1));
    decisions.event(10, event(1, 0, 0));
    decisions.event(12, event(1, 0, 0));
    decisions.reply(accepted(1, 0, 10, 10));
    decisions.reply(accepted(1, 0, 12, 12));
    decisions.check();

    // then
    assertThat(findings.doubled()).isEqualTo(2);
    assertThat(findings.none()).isFalse();
  }

  @Test
  void findsEventsThatTheReplyDoesNotName() {
    // when
    decisions.command(0, command(1));
    decisions.event(10, event(1, 0, 0));
    decisions.reply(rejected(1, 0));
    decisions.check();

    // then
    assertThat(findings.none()).isFalse();
    assertThat(findings.shown()).singleElement().asString().contains("expected events at []");
  }

  @Test
  void findsEventsThatAreNotThere() {
    // when
    decisions.command(0, command(1));
    decisions.reply(accepted(1, 0, 10, 10));
    decisions.check();

    // then
    assertThat(findings.none()).isFalse();
  }

  @Test
  void findsWhatNoCommandAskedFor() {
    // when
    decisions.event(10, event(1, 0, 0));
    decisions.reply(rejected(1, 0));
    decisions.check();

    // then
    assertThat(findings.shown()).hasSize(2);
  }

  @Test
  void findsAReplyToAnotherRecord() {
    // when
    decisions.command(5, command(1));
    decisions.reply(rejected(1, 4));
    decisions.check();

    // then
    assertThat(findings.none()).isFalse();
  }
}
