package dev.snapledger.server.query;

import static dev.snapledger.server.query.QueryWorld.ONE;
import static dev.snapledger.server.query.QueryWorld.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.projections.row.Key;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.query.QueryWorld.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of the query API, at their borders; those of streams are in StreamLimitsTest. */
class QueryLimitsTest {
  private static final int HEAD_BYTES = 13;

  @TempDir Path folder;
  private QueryWorld world;
  private UUID disk;

  @BeforeEach
  void start() throws Exception {
    world = new QueryWorld(folder);
    disk = world.disk("rg", "data", Map.of());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/snapshots?limit=1000,/snapshots?limit=1001",
    "/families?limit=1000,/families?limit=1001",
    "/families/DISK/snapshots?limit=1000,/families/DISK/snapshots?limit=1001",
    "/families/DISK/grants?limit=1000,/families/DISK/grants?limit=1001",
    "/events?limit=200,/events?limit=201",
    "/usage/days?from=2000-01-01&to=2010-01-07,/usage/days?from=2000-01-01&to=2010-01-08"
  })
  void answersWhatIsAtALimitAndRefusesWhatIsBeyond(String at, String beyond) throws Exception {
    // when
    Answer answered = world.get(at.replace("DISK", disk.toString()));
    Answer refused = world.get(beyond.replace("DISK", disk.toString()));

    // then
    assertThat(answered.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("code").asText()).isEqualTo("InvalidParameter");
  }

  @ParameterizedTest
  @CsvSource({"ranges?limit=10000,ranges?limit=10001", "heatmap?cells=4096,heatmap?cells=4097"})
  void limitsRangesAndCells(String at, String beyond) throws Exception {
    // given
    UUID snapshot = world.snapshot("data", "rg", "s", Map.of());
    world.complete(snapshot, new BlockEntry(0, 0xFFFF, 0xFFFF, 1));

    // when
    Answer answered = world.get("/snapshots/" + snapshot + "/" + at);
    Answer refused = world.get("/snapshots/" + snapshot + "/" + beyond);

    // then
    assertThat(answered.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void takesTheLongestCursorAndNoneThatIsLonger() {
    // given
    int bytes = QueryLimits.CURSOR_CHARS_MAX / 4 * 3;
    PageCursor longest = new PageCursor(-1, Key.of(new byte[bytes - HEAD_BYTES]));
    PageCursor longer = new PageCursor(-1, Key.of(new byte[bytes - HEAD_BYTES + 1]));

    // when, then
    assertThat(longest.text("asked")).hasSize(QueryLimits.CURSOR_CHARS_MAX);
    assertThat(PageCursor.read(longest.text("asked"), "asked")).isEqualTo(longest);
    assertThatThrownBy(() -> PageCursor.read(longer.text("asked"), "asked"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.error().message()).contains("4098 characters, more than 4096"));
  }

  @Test
  void aPageOfRangesGoesOverSoManyBytesOfADisk() throws Exception {
    // given
    world.accept(
        ONE,
        header ->
            new CreateDisk(
                header,
                name("rg", "large"),
                "eastus",
                "Premium_LRS",
                257,
                DiskOrigin.EMPTY,
                Map.of()));
    UUID snapshot = world.snapshot("large", "rg", "s", Map.of());
    world.complete(snapshot, new BlockEntry(0, 0xFFFF, 0xFFFF, 1));
    String path = "/snapshots/" + snapshot + "/ranges?endByte=";

    // when
    Answer whole = world.get(path + RangePages.PAGE_SPAN_BYTES_MAX);
    Answer more = world.get(path + (RangePages.PAGE_SPAN_BYTES_MAX + 512));

    // then
    assertThat(whole.items("startByte")).containsExactly("0");
    assertThat(whole.body().has("nextCursor")).isFalse();
    assertThat(more.items("startByte")).containsExactly("0");
    assertThat(more.body().has("nextCursor")).isTrue();
  }

  @Test
  void aStreamCatchesUpWithSoManyEventsAndNoMore() throws Exception {
    // given
    for (int i = 0; i <= QueryLimits.CHANGES_REPLAYED_MAX; i++) {
      String value = Integer.toString(i);
      world.accept(
          ONE, header -> new UpdateDisk(header, name("rg", "data"), null, Map.of("n", value)));
    }

    // when, then
    assertThat(secondEvent("Last-Event-ID: 1")).isEqualTo("event: DiskUpdated");
    assertThat(secondEvent("Last-Event-ID: 0")).isEqualTo("event: gap");
  }

  private String secondEvent(String header) throws IOException {
    try (var client = new SlowClient(world, "/changes", header)) {
      client.next("event: hello");
      return client.next("event: ");
    }
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD) // A stream that goes on says so for ever.
  void aStreamEndsWhenItIsOldEnough() throws Exception {
    try (var client = new SlowClient(world, "/changes")) {
      // given
      client.next("event: hello");
      world.pass(QueryLimits.CHANGE_STREAM_AGE_MAX.minusMillis(1));
      world.snapshot("data", "rg", "young", Map.of());
      client.next("event: IncrementalSnapshotStarted");

      // when
      world.pass(Duration.ofMillis(1));
      world.snapshot("data", "rg", "old", Map.of()); // So that it looks at its age, if it waits.

      // then
      assertThat(client.next("0")).isEqualTo("0"); // The chunk that ends the body.
    }
  }
}
