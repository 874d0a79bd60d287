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
    JsonBytes json = new JsonBytes().begin().beginItems(Field.ITEMS);
    json.begin()
        .id(Field.FAMILY_ID, id)
        .number(Field.SEQUENCE, -5)
        .flag(Field.EVER_RESIZED, true)
        .end();
    json.begin()
        .text(Field.FAILURE, null)
        .id(Field.FAMILY_ID, null)
        .time(Field.CREATED_AT, null)
        .end();
    json.endItems().begin(Field.TAGS).text(Field.NAME, "b").end();
    json.beginText(Field.RESOURCE_ID)
        .part("x/")
        .part(id)
        .endText()
        .time(Field.CREATED_AT, Instant.EPOCH)
        .end();

    // then
    assertThat(text(json))
        .isEqualTo(
            "{\"items\":[{\"familyId\":\"00000000-0000-0001-fedc-ba9876543210\",\"sequence\":-5,\"everResized\":true},{}],"
                + "\"tags\":{\"name\":\"b\"},\"resourceId\":\"x/00000000-0000-0001-fedc-ba9876543210\","
                + "\"createdAt\":\"1970-01-01T00:00:00Z\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\"b\\c/d", "\u0000\u0001\b\t\n\f\r\u001f\u007f", "ä€😀 \u2028", "\"", "ÿ"})
  void whatWasWrittenIsReadAgain(String value) throws IOException {
    // when
    JsonNode read =
        new ObjectMapper()
            .readTree(
                text(
                    new JsonBytes()
                        .begin()
                        .text(Field.FAILURE, value)
                        .namedText(value, "n")
                        .end()));

    // then
    assertThat(read.path("failure").asText()).isEqualTo(value);
    assertThat(read.path(value).asText()).isEqualTo("n");
  }

  @Test
  void piecesFitTogetherWhereverTheyEnd() throws IOException {
    // given
    var random = new SplittableRandom(1);
    JsonBytes json = new JsonBytes().begin().beginItems(Field.ITEMS);

    // when
    for (int i = 0; i < 5_000; i++) {
      json.begin()
          .number(Field.SEQUENCE, i)
          .text(Field.NAME, "x".repeat(random.nextInt(200)))
          .end();
    }
    json.begin().text(Field.NAME, "é".repeat(100_000)).end().endItems().end();

    // then
    JsonNode items = new ObjectMapper().readTree(text(json)).path("items");
    assertThat(items).hasSize(5_001);
    for (int i = 0; i < 5_000; i++) {
      assertThat(items.path(i).path("sequence").asInt()).isEqualTo(i);
    }
    assertThat(items.path(5_000).path("name").asText()).isEqualTo("é".repeat(100_000));
  }
}
