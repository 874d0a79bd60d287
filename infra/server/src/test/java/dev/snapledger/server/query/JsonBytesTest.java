package dev.snapledger.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.server.http.ApiContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
  private static String text(JsonBytes json) {
    ApiContent.Pieces content = json.content(JsonBody.TYPE);
    var out = new ByteArrayOutputStream();
    for (ByteBuffer piece : content.pieces()) {
      out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    }
    assertThat(content.length()).isEqualTo(out.size());
    return out.toString(UTF_8);
  }

  @Test
  void writesObjectsArraysAndValues() {
    // given
    UUID id = UUID.fromString("00000000-0000-0001-fedc-ba9876543210");

    // when
    JsonBytes json = new JsonBytes().begin().beginItems("items");
    json.begin().id("id", id).number("n", -5).flag("f", true).end();
    json.begin().text("none", null).id("none", null).time("none", null).end();
    json.endItems().begin("o").text("a", "b").end();
    json.beginText("t").part("x/").part(id).endText().time("at", Instant.EPOCH).end();

    // then
    assertThat(text(json))
        .isEqualTo(
            "{\"items\":[{\"id\":\"00000000-0000-0001-fedc-ba9876543210\",\"n\":-5,\"f\":true},{}],"
                + "\"o\":{\"a\":\"b\"},\"t\":\"x/00000000-0000-0001-fedc-ba9876543210\","
                + "\"at\":\"1970-01-01T00:00:00Z\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\"b\\c/d", "\u0000\u0001\b\t\n\f\r\u001f\u007f", "ä€😀 \u2028", "\"", "ÿ"})
  void whatWasWrittenIsReadAgain(String value) throws IOException {
    // when
    JsonNode read =
        new ObjectMapper()
            .readTree(text(new JsonBytes().begin().text("v", value).namedText(value, "n").end()));

    // then
    assertThat(read.path("v").asText()).isEqualTo(value);
    assertThat(read.path(value).asText()).isEqualTo("n");
  }

  @Test
  void piecesFitTogetherWhereverTheyEnd() throws IOException {
    // given
    var random = new SplittableRandom(1);
    JsonBytes json = new JsonBytes().begin().beginItems("items");

    // when
    for (int i = 0; i < 5_000; i++) {
      json.begin().number("n", i).text("t", "x".repeat(random.nextInt(200))).end();
    }
    json.begin().text("long", "é".repeat(100_000)).end().endItems().end();

    // then
    JsonNode items = new ObjectMapper().readTree(text(json)).path("items");
    assertThat(items).hasSize(5_001);
    for (int i = 0; i < 5_000; i++) {
      assertThat(items.path(i).path("n").asInt()).isEqualTo(i);
    }
    assertThat(items.path(5_000).path("long").asText()).isEqualTo("é".repeat(100_000));
  }
}
