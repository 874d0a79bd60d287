package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {
  private static EntityTags read(String text) {
    return Objects.requireNonNull(EntityTags.parse(text));
  }

  @Test
  void tellsStrongFromWeakTags() {
    // when
    EntityTags tags = read("W/\"a\", \"b\",c");

    // then
    assertThat(tags).isEqualTo(new EntityTags(false, List.of("\"b\"", "\"c\""), List.of("\"a\"")));
    assertThat(tags.haveSame("\"a\"")).isFalse();
    assertThat(tags.haveLike("\"a\"")).isTrue();
    assertThat(tags.haveSame("\"b\"")).isTrue();
    assertThat(tags.haveLike("\"b\"")).isTrue();
    assertThat(tags.haveLike("\"d\"")).isFalse();
  }

  @Test
  void takesAnyTagForAnAsterisk() {
    // when
    EntityTags tags = read(" * ");

    // then
    assertThat(tags).isEqualTo(new EntityTags(true, List.of(), List.of()));
    assertThat(tags.haveSame("\"a\"")).isTrue();
    assertThat(tags.haveLike("\"a\"")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\",\t\"b\"", ", ,\"a\", ,, \"b\" ,", "\"a\" , \"b\""})
  void passesOverCommasWithNothingBetween(String text) {
    // when, then
    assertThat(EntityTags.parse(text))
        .isEqualTo(new EntityTags(false, List.of("\"a\"", "\"b\""), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "\"a",
        "a\"",
        "\"a\"\"b\"",
        "\"a\" \"b\"",
        "*, \"a\"",
        "\"a\", *",
        "w/\"a\"",
        "\"a\u0000\"",
        "\"a b\""
      })
  void refusesWhatIsNoList(String text) {
    // when, then
    assertThat(EntityTags.parse(text)).isNull();
  }

  @Test
  void takesAHundredTagsButNotOneMore() {
    // given
    String most = "\"a\",".repeat(EntityTags.TAGS_MAX);

    // when, then
    assertThat(read(most).strong()).hasSize(EntityTags.TAGS_MAX);
    assertThat(EntityTags.parse(most + "\"b\"")).isNull();
  }

  @Test
  void readsAHeaderOfCommasAlone() {
    // when, then
    assertThat(EntityTags.parse(",".repeat(ServerLimits.HEADER_BYTES_MAX))).isNull();
  }

  @Test
  void aTagIsThatOfTheBytes() {
    // when, then: the first is the SHA-256 of nothing.
    assertThat(EntityTags.of("")).isEqualTo("\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"");
    assertThat(EntityTags.of("a")).isNotEqualTo(EntityTags.of("b"));
  }

  @Property
  void tagsAreReadAsWritten(@ForAll("tags") List<String> tags) {
    // given
    List<String> quoted = tags.stream().map(tag -> '"' + tag + '"').toList();
    var expected = new EntityTags(false, quoted, List.of());

    // when, then
    assertThat(EntityTags.parse(String.join(", ", quoted))).isEqualTo(expected);
    assertThat(EntityTags.parse(String.join(",", tags))).isEqualTo(expected);
  }

  @Provide
  static Arbitrary<List<String>> tags() {
    return Arbitraries.strings()
        .withChars("0123456789abcdefxRS-/")
        .ofMinLength(1)
        .ofMaxLength(20)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
