package dev.snapledger.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.server.file.SharedText.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ObjectTextTest {
  private final MemoryObjects objects = new MemoryObjects();

  private ObjectText text() {
    return new ObjectText(objects.client(), "groups", null);
  }

  /** Adds a word as a caller does who tries until he is first. */
  private static void add(ObjectText text, String word) {
    Version before = text.read();
    while (!text.replace(before, (before.text() == null ? "" : before.text()) + word)) {
      before = text.read();
    }
  }

  @Test
  void isTheSameAtEveryNode() {
    // given
    ObjectText here = text();
    ObjectText there = text();
    assertThat(here.read().text()).isNull();

    // when
    add(here, "a");
    add(there, "b");
    add(here, "c");

    // then
    assertThat(here.read().text()).isEqualTo("abc");
    assertThat(there.read().text()).isEqualTo("abc");
    assertThat(text().read().text()).isEqualTo("abc");
  }

  @Test
  void oneOfTwoThatReplaceTheSameVersionIsTold() {
    // given
    ObjectText here = text();
    ObjectText there = text();
    Version seen = here.read();

    // when / then
    assertThat(there.replace(there.read(), "there")).isTrue();
    assertThat(here.replace(seen, "here")).isFalse();
    assertThat(here.read().text()).isEqualTo("there");
  }

  @Test
  void oneThatSleptWhileItsVersionWasRemovedIsToldToo() {
    // given
    ObjectText slow = text();
    Version seen = slow.read();
    ObjectText busy = text();
    for (int i = 0; i < 100; i++) {
      // when
      add(busy, "x");

      // then
      assertThat(slow.replace(seen, "lost")).as("after %d", i).isFalse();
      assertThat(text().read().text()).as("after %d", i).isEqualTo("x".repeat(i + 1));
    }
    assertThat(objects.keys("texts/")).hasSizeLessThan(10);
  }

  @Test
  void beginsWithWhatANodeHadForItself() {
    // given
    ObjectText text = new ObjectText(objects.client(), "groups", "own");
    assertThat(text.read().text()).isEqualTo("own");

    // when
    add(text, "+");

    // then
    assertThat(new ObjectText(objects.client(), "groups", "other").read().text()).isEqualTo("own+");
  }

  @Test
  void saysThatTheServerDoesNotAnswer() {
    // given
    MemoryObjects.Client client = objects.client();
    ObjectText text = new ObjectText(client, "groups", null);
    Version before = text.read();
    client.fate(0, MemoryObjects.Fate.FAILS);

    // when / then
    assertThatThrownBy(() -> text.replace(before, "x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasMessageContaining("texts/groups/");
  }
}
