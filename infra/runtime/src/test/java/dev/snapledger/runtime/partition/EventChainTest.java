package dev.snapledger.runtime.partition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.runtime.sample.SampleCommands;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventChainTest {
  private final DecidedLog decided = new DecidedLog();
  private final CommandLog log = new CommandLog();
  private final SampleCommands commands = new SampleCommands(1);

  @BeforeEach
  void decide() {
    PartitionProcessor processor = DecidedLog.processorOf(new PartitionState(CommandLog.PARTITION));
    decided.commit(
        processor,
        log.append(commands.createDisk("a")),
        log.append(commands.createSnapshot("a", "s")),
        log.append(commands.tagDisk("a", "x")));
    assertThat(decided.events).hasSize(3);
  }

  @Test
  void hashesAsTheReferencePageSays() throws Exception {
    // given: 32 zeros, sequence 7, key length 3, key, value
    String bytes = "00".repeat(32) + "0000000000000007" + "00000003" + "6b6579" + "76616c7565";
    byte[] expected = MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(bytes));

    // when
    ChainHash hash =
        new EventChain().link(ChainHash.GENESIS, 7, "key".getBytes(UTF_8), "value".getBytes(UTF_8));

    // then
    assertThat(hash).hasToString(HexFormat.of().formatHex(expected));
    assertThat(ChainHash.parse(hash.toString())).isEqualTo(hash);
    EventLink link = new EventLink(7, hash);
    assertThat(EventLink.of(link.toBytes())).isEqualTo(link);
    assertThat(EventLink.of(new byte[EventLink.BYTES - 1])).isNull();
    assertThat(EventLink.of(null)).isNull();
  }

  @Test
  void numbersTheEventsOfAFamilyWithoutGaps() {
    assertThat(decided.events.stream().map(event -> linkOf(event).sequence()))
        .containsExactly(1L, 2L, 3L);
    assertThatCode(decided::replay).doesNotThrowAnyException();
  }

  @Test
  void aReplayEndsAtTheSameHeadAsTheDecisions() {
    assertThat(decided.replay().chainHead()).isEqualTo(linkOf(decided.events.getLast()).hash());
  }

  @Test
  void findsAChangedValue() {
    expectBroken(replaced(1, value(forged(decided.events.get(1).value()), 1)), 1, "chain hash");
  }

  @Test
  void findsAChangedKey() {
    EventRecord event = decided.events.get(1);
    expectBroken(
        replaced(1, new EventRecord(1, new byte[36], event.value(), event.link())),
        1,
        "chain hash");
  }

  @Test
  void findsAMissingEvent() {
    List<EventRecord> events = new ArrayList<>(decided.events);
    events.remove(1);
    expectBroken(events, 2, "event 2 of its history, but found number 3");
  }

  @Test
  void findsAnEventWithoutLink() {
    EventRecord event = decided.events.get(2);
    expectBroken(
        replaced(2, new EventRecord(2, event.key(), event.value(), null)), 2, "ledger.link");
  }

  @Test
  void findsARewrittenEventAtTheOneBehindIt() {
    // given: an event that was changed and linked anew, as one would who knows the format
    EventRecord second = decided.events.get(1);
    byte[] value = forged(second.value());
    ChainHash hash =
        new EventChain()
            .link(
                linkOf(decided.events.get(0)).hash(),
                2,
                Objects.requireNonNull(second.key()),
                value);
    List<EventRecord> events =
        replaced(1, new EventRecord(1, second.key(), value, new EventLink(2, hash)));

    // when, then
    expectBroken(events, 2, "chain hash");
  }

  private static EventLink linkOf(EventRecord event) {
    return Objects.requireNonNull(event.link());
  }

  private EventRecord value(byte[] value, int offset) {
    EventRecord event = decided.events.get(offset);
    return new EventRecord(offset, event.key(), value, event.link());
  }

  private List<EventRecord> replaced(int offset, EventRecord event) {
    List<EventRecord> events = new ArrayList<>(decided.events);
    events.set(offset, event);
    return events;
  }

  /** Makes another principal of that who acted. */
  private static byte[] forged(byte[] event) {
    byte[] changed = event.clone();
    int at = new String(event, ISO_8859_1).indexOf("tester");
    changed[at] = 'T';
    return changed;
  }

  private static void expectBroken(List<EventRecord> events, long offset, String text) {
    PartitionState state = new PartitionState(CommandLog.PARTITION);
    assertThatThrownBy(() -> events.forEach(e -> state.replay(DecidedLog.eventOf(e.value()), e)))
        .isInstanceOf(BrokenInvariantException.class)
        .hasMessageContaining("offset " + offset + ":")
        .hasMessageContaining(text);
  }
}
