package dev.snapledger.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.query.QueryWorld.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Block maps and diffs at a running server. */
class QueryRangesTest {
  private static final int BLOCK = 65_536;
  private static final int PART = 4_096;

  @TempDir Path folder;
  private QueryWorld world;
  private UUID first;
  private UUID second;

  /** Blocks 0, 2 and 100; then part 0 of block 0 is cleared and block 4 written. */
  @BeforeEach
  void start() throws Exception {
    world = new QueryWorld(folder);
    world.disk("rg", "data", Map.of());
    first = world.snapshot("data", "rg", "first", Map.of());
    world.complete(
        first,
        new BlockEntry(0, 0xFFFF, 0xFFFF, 1),
        new BlockEntry(2, 0x0003, 0x0003, 2),
        new BlockEntry(100, 0x8000, 0x8000, 3));
    second = world.snapshot("data", "rg", "second", Map.of());
    world.complete(
        second, new BlockEntry(0, 0x0001, 0xFFFE, 4), new BlockEntry(4, 0x0001, 0x0001, 5));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static List<Long> numbers(Answer answer, String field) {
    return answer.body().path("items").findValues(field).stream().map(JsonNode::asLong).toList();
  }

  @Test
  void tellsWhereASnapshotHoldsData() throws Exception {
    // when
    Answer found = world.get("/snapshots/" + second + "/ranges");

    // then
    assertThat(numbers(found, "startByte"))
        .containsExactly((long) PART, 2L * BLOCK, 4L * BLOCK, 100L * BLOCK + 15 * PART);
    assertThat(numbers(found, "endByte"))
        .containsExactly((long) BLOCK, 2L * BLOCK + 2 * PART, 4L * BLOCK + PART, 101L * BLOCK);
  }

  @Test
  void tellsWhatDiffersInBothDirections() throws Exception {
    // when
    Answer forth = world.get("/diffs?from=" + first + "&to=" + second);
    Answer back = world.get("/diffs?from=" + second + "&to=" + first);

    // then
    assertThat(numbers(forth, "startByte")).containsExactly(0L, 4L * BLOCK);
    assertThat(forth.items("kind")).containsExactly("cleared", "data");
    assertThat(back.items("kind")).containsExactly("data", "cleared");
  }

  @Test
  void pagesOfRangesGoOnWhereTheLastEnded() throws Exception {
    // when
    Answer page = world.get("/snapshots/" + second + "/ranges?limit=3");
    Answer next =
        world.get(
            "/snapshots/"
                + second
                + "/ranges?limit=3&cursor="
                + page.body().path("nextCursor").asText());

    // then
    assertThat(numbers(page, "startByte")).hasSize(3);
    assertThat(numbers(next, "startByte")).containsExactly(100L * BLOCK + 15 * PART);
    assertThat(next.body().has("nextCursor")).isFalse();
  }

  @Test
  void cutsRangesToWhatIsAskedFor() throws Exception {
    // when
    Answer found =
        world.get("/snapshots/" + first + "/ranges?startByte=512&endByte=" + (2 * BLOCK + 512));

    // then
    assertThat(numbers(found, "startByte")).containsExactly(512L, 2L * BLOCK);
    assertThat(numbers(found, "endByte")).containsExactly((long) BLOCK, 2L * BLOCK + 512);
  }

  @Test
  void sendsADiffAsLinesWithAnEnd() throws Exception {
    // when
    Answer found =
        world.get("/diffs?from=" + first + "&to=" + second, "Accept", "application/x-ndjson");

    // then
    List<String> lines = found.text().lines().toList();
    assertThat(found.type()).isEqualTo("application/x-ndjson");
    assertThat(lines).hasSize(4);
    assertThat(Json.readObject(lines.getFirst()).path("to").asText()).isEqualTo(second.toString());
    assertThat(lines.get(1)).isEqualTo("{\"startByte\":0,\"endByte\":4096,\"kind\":\"cleared\"}");
    assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"ranges\":2,\"bytes\":8192}");
  }

  @Test
  void drawsHowFullASnapshotIs() throws Exception {
    // when
    Answer data = world.get("/snapshots/" + second + "/heatmap?cells=4");
    Answer again = world.get("/snapshots/" + second + "/heatmap?cells=16384");
    Answer changes = world.get("/snapshots/" + second + "/heatmap?of=changes&cells=4096");

    // then
    assertThat(data.body().path("cellBytes").asLong()).isEqualTo(256L << 20);
    assertThat(data.body().path("cells"))
        .extracting(JsonNode::asLong)
        .containsExactly(15L * PART + 2 * PART + PART + PART, 0L, 0L, 0L);
    assertThat(again.status()).isEqualTo(400);
    assertThat(changes.body().path("cells").size()).isEqualTo(4_096);
    assertThat(changes.body().path("cells").get(0).asLong()).isEqualTo(PART);
    assertThat(changes.body().path("cells").get(1).asLong()).isEqualTo(PART);
  }

  @Test
  void hasNoMapOfASnapshotThatIsNotCompletedOrDeleted() throws Exception {
    // given
    UUID third = world.snapshot("data", "rg", "third", Map.of());
    world.deleteSnapshot("rg", "first");

    // when
    Answer creating = world.get("/snapshots/" + third + "/ranges");
    Answer deleted = world.get("/diffs?from=" + first + "&to=" + second);
    Answer heat = world.get("/snapshots/" + third + "/heatmap");

    // then
    for (Answer refused : List.of(creating, deleted, heat)) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.body().path("code").asText()).isEqualTo("SnapshotNotReady");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "startByte=1",
        "endByte=511",
        "startByte=1024&endByte=1024",
        "startByte=-512",
        "endByte=1073742336",
        "limit=10001"
      })
  void refusesRangesThatMakeNoSense(String query) throws Exception {
    // when
    Answer refused = world.get("/snapshots/" + first + "/ranges?" + query);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("code").asText()).isEqualTo("InvalidParameter");
  }

  @Test
  void refusesADiffWithoutItsEnds() throws Exception {
    // when, then
    assertThat(world.get("/diffs?from=" + first).status()).isEqualTo(400);
    assertThat(world.get("/diffs?from=x&to=y").status()).isEqualTo(400);
  }

  @Test
  void survivesClientsThatGoAwayWithinAnAnswer() throws Exception {
    // given
    int clients = QueryLimits.LINE_STREAMS_MAX + 4;

    // when
    for (int i = 0; i < clients; i++) {
      SlowClient.askAndLeave(
          world, "/diffs?from=%s&to=%s".formatted(first, second), "Accept: application/x-ndjson");
    }
    Answer after =
        world.get("/diffs?from=" + first + "&to=" + second, "Accept", "application/x-ndjson");

    // then
    assertThat(after.status()).isEqualTo(200);
    assertThat(after.text()).endsWith("\"bytes\":8192}\n");
  }
}
