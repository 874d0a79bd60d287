package dev.snapledger.app.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.app.holder.SignOfLife.State;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.MemoryObjects.Client;
import dev.snapledger.blockstore.object.MemoryObjects.Fate;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectNode;
import dev.snapledger.blockstore.object.TakeOver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Nodes that look when the test says so, by a clock that it moves, over one names log. */
class ElectionTest {
  private static final Duration SILENCE_MAX = Duration.ofSeconds(15);

  private final MemoryObjects objects = new MemoryObjects();
  private long seconds;

  /** The blocks at a node; the log is a real one. */
  private record Files(ObjectFiles files, List<String> ended, String node) implements Held {
    @Override
    public long epoch() {
      return files.epoch();
    }

    @Override
    public boolean isEnded() {
      return files.isEnded();
    }

    @Override
    public void close() {
      ended.add(node);
      try {
        files.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Makes a file durable, as a flush would. */
    void store(String name) throws IOException {
      files.create(Path.of(name)).close();
      files.syncDirectory(Path.of(""));
    }
  }

  private final class Node {
    final Client client = objects.client();
    final List<String> ended = new ArrayList<>();
    final Election<Files> election;

    Node(String name, String ledger, TakeOver first) {
      var self =
          new Election.Member(
              ledger, name, SILENCE_MAX, () -> Duration.ofSeconds(seconds).toNanos());
      election = new Election<>(self, client, whom -> open(name, whom), first);
    }

    Node(String name) {
      this(name, "ledger-1", TakeOver.IF_RELEASED);
    }

    private Files open(String name, TakeOver whom) throws IOException {
      return new Files(
          ObjectFiles.open(
              client, new MemoryFiles(), ObjectNode.settings(name, whom, ObjectNode.SMALL)),
          ended,
          name);
    }

    Node begun() throws IOException {
      election.begin();
      return this;
    }

    boolean holds() {
      return election.place() instanceof Place.Here<Files>;
    }

    Files files() {
      return ((Place.Here<Files>) election.place()).held();
    }

    String holder() {
      return switch (election.place()) {
        case Place.Here<Files> _ -> "here";
        case Place.There<Files>(SignOfLife sign) -> sign.node();
        case Place.Nowhere<Files> _ -> "nobody";
      };
    }
  }

  private SignOfLife newest() throws IOException {
    return Objects.requireNonNull(new SignsOfLife(objects.client()).newest());
  }

  @Test
  void theFirstNodeHoldsTheBlocksAndTheSecondKnowsWhere() throws IOException {
    // given
    Node one = new Node("one").begun();
    one.election.publish(() -> new HolderAddress("https://one:8443", "ab", "cd"));
    one.election.look();

    // when
    Node two = new Node("two").begun();

    // then
    assertThat(one.holds()).isTrue();
    assertThat(two.election.place())
        .isInstanceOfSatisfying(
            Place.There.class,
            there ->
                assertThat(there.sign().address())
                    .isEqualTo(new HolderAddress("https://one:8443", "ab", "cd")));
  }

  @Test
  void nobodyIsPushedOutWhoShowsSignsOfLife() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();

    // when: much more time than it may be silent, with a sign just in time
    for (int i = 0; i < 20; i++) {
      seconds += SILENCE_MAX.toSeconds() - 1;
      one.election.look();
      two.election.look();
    }

    // then
    assertThat(one.holds()).isTrue();
    assertThat(two.holder()).isEqualTo("one");
  }

  @Test
  void aSilentHolderIsReplacedAndFindsOut() throws IOException {
    // given
    Node one = new Node("one").begun();
    one.files().store("confirmed");
    Node two = new Node("two").begun();

    // when: it sleeps
    seconds += SILENCE_MAX.toSeconds() - 1;
    two.election.look();
    assertThat(two.holder()).isEqualTo("one");
    seconds += 1;
    two.election.look();

    // then
    assertThat(two.holds()).isTrue();
    assertThat(two.files().files().exists(Path.of("confirmed"))).isTrue();
    Files slept = one.files();
    assertThatThrownBy(() -> slept.files().requireHeld()).hasMessageContaining("two");
    assertThatThrownBy(() -> slept.store("too-late"))
        .hasMessageContaining("another node took over");

    // when: it wakes up
    one.election.look();

    // then
    assertThat(one.ended).containsExactly("one");
    one.election.look();
    assertThat(one.holder()).isEqualTo("two");
    two.election.look();
    assertThat(two.holds()).isTrue();
    assertThat(two.files().files().exists(Path.of("too-late"))).isFalse();
  }

  @Test
  void aHolderThatSleptAndTriedNothingFindsOutByTheSigns() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();
    seconds += SILENCE_MAX.toSeconds();
    two.election.look();

    // when
    one.election.look();

    // then
    assertThat(one.ended).containsExactly("one");
    assertThat(newest().node()).isEqualTo("two");
  }

  @Test
  void oneThatLeavesIsFollowedAtOnce() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();
    Node three = new Node("three").begun();

    // when
    one.election.leave();
    assertThat(newest().state()).isEqualTo(State.LEFT);
    two.election.look();
    three.election.look();

    // then
    assertThat(two.holds()).isTrue();
    assertThat(three.holder()).isEqualTo("two");
    assertThat(objects.keys("holder/")).hasSize(1);
  }

  @Test
  void twoThatWaitForTheSameHolderDoNotPushEachOtherOut() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();
    Node three = new Node("three").begun();
    seconds += SILENCE_MAX.toSeconds();

    // when: the third one opens just before the second one does, at any of its requests
    boolean[] done = {false};
    two.client.between(
        () -> {
          if (!done[0]) {
            done[0] = true;
            three.election.look();
          }
        });
    two.election.look();
    two.election.look();

    // then
    assertThat(three.holds()).isTrue();
    assertThat(two.holder()).isEqualTo("three");
    assertThat(two.ended).isEmpty();
    one.election.look();
    assertThat(one.holds()).isFalse();
  }

  @Test
  void oneThatOpensAndDiesBeforeItsFirstSignIsReplacedToo() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();
    one.election.leave();
    ObjectFiles dead = ObjectNode.open(objects.client(), "three");

    // when / then
    two.election.look();
    assertThat(two.holds()).isFalse();
    seconds += SILENCE_MAX.toSeconds() - 1;
    two.election.look();
    assertThat(two.holds()).isFalse();
    seconds += 1;
    two.election.look();
    assertThat(two.holds()).isTrue();
    assertThatThrownBy(dead::requireHeld).hasMessageContaining("two");
  }

  @Test
  void aHolderThatCanStoreNothingMoreOpensAnew() throws IOException {
    // given
    Node one = new Node("one").begun();
    Files before = one.files();
    one.client.fate(one.client.changes(), Fate.FAILS);
    assertThatThrownBy(() -> before.store("lost")).isInstanceOf(IOException.class);

    // when: nothing gets through, and then all does
    one.election.look();
    assertThat(one.holder()).isEqualTo("nobody");
    one.client.fate(Long.MAX_VALUE, Fate.FAILS);
    one.election.look();

    // then
    assertThat(one.holds()).isTrue();
    assertThat(one.files().epoch()).isGreaterThan(before.epoch());
    one.files().store("kept");
  }

  @Test
  void aNodeThatStartsAgainTakesItsOwnPlaceAtOnce() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();

    // when: its process was killed
    Node again = new Node("one").begun();

    // then
    assertThat(again.holds()).isTrue();
    two.election.look();
    assertThat(two.holder()).isEqualTo("one");
    one.election.look();
    assertThat(one.holds()).isFalse();
  }

  @Test
  void refusesBlocksOfAnotherLedger() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node other = new Node("two", "ledger-2", TakeOver.IF_RELEASED);

    // when / then
    assertThatThrownBy(other.election::begin)
        .isInstanceOf(ForeignHolderException.class)
        .hasMessageContaining("ledger-1")
        .hasMessageContaining("ledger-2");
    one.election.leave();
    assertThatThrownBy(other.election::begin).isInstanceOf(ForeignHolderException.class);
  }

  @Test
  void neverTakesBlocksThatAnotherLedgerTookMeanwhile() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();
    Node other = new Node("three", "ledger-2", TakeOver.ALWAYS).begun();
    assertThat(other.holds()).isTrue();

    // when
    for (int i = 0; i < 10; i++) {
      seconds += SILENCE_MAX.toSeconds();
      two.election.look();
      one.election.look();
    }

    // then
    assertThat(two.holds()).isFalse();
    assertThat(one.holds()).isFalse();
  }

  @Test
  void doesNotWaitForANodeThatShowsNoSigns() throws IOException {
    // given: a version that knows nothing of signs
    ObjectFiles before = ObjectNode.open(objects.client(), "old");
    Node one = new Node("one");

    // when / then
    assertThatThrownBy(one.election::begin)
        .isInstanceOf(ForeignHolderException.class)
        .hasMessageContaining("old");
    before.requireHeld();
    assertThat(new Node("one", "ledger-1", TakeOver.ALWAYS).begun().holds()).isTrue();
    assertThatThrownBy(before::requireHeld).isInstanceOf(IOException.class);
  }

  @Test
  void aNodeThatCannotSeeTheStoreTakesNothing() throws IOException {
    // given
    Node one = new Node("one").begun();
    Node two = new Node("two").begun();
    two.client.between(
        () -> {
          throw new UncheckedIOException(new IOException("simulated: no way there"));
        });

    // when
    for (int i = 0; i < 10; i++) {
      seconds += SILENCE_MAX.toSeconds();
      one.election.look();
      two.election.look();
    }
    two.client.between(() -> {});
    two.election.look();

    // then
    assertThat(one.holds()).isTrue();
    assertThat(two.holder()).isEqualTo("one");
  }
}
