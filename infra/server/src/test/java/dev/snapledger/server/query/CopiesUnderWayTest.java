package dev.snapledger.server.query;

import static dev.snapledger.server.query.QueryWorld.ONE;
import static dev.snapledger.server.query.QueryWorld.family;
import static dev.snapledger.server.query.QueryWorld.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.id.SnapshotId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies to other regions, as they are told while they go on. */
class CopiesUnderWayTest {
  @TempDir Path folder;

  @Test
  void tellsHowMuchIsThereOfWhatHasToBeMoved() throws Exception {
    try (QueryWorld world = new QueryWorld(folder)) {
      // given
      var disk = world.disk("rg", "d", Map.of());
      world.complete(world.snapshot("d", "rg", "s", Map.of()));
      Map<String, String> ids =
          world.accept(
              ONE,
              header ->
                  new CopySnapshot(
                      header, name("rg", "c"), name("rg", "s"), "westus", null, Map.of()));
      SnapshotId copy = SnapshotId.parse(Objects.requireNonNull(ids.get("snapshotId")));

      // then
      assertThat(only(world).path("copiedBytes").asLong()).isZero();
      assertThat(only(world).path("totalBytes").asLong()).isEqualTo(1L << 30);

      // when
      world.accept(
          ONE,
          header ->
              new ReportSnapshotCopyProgress(header, family(disk), copy, 30L << 20, 40L << 20));

      // then
      assertThat(only(world).path("targetId").asText()).isEqualTo(copy.toString());
      assertThat(only(world).path("copiedBytes").asLong()).isEqualTo(30L << 20);
      assertThat(only(world).path("totalBytes").asLong()).isEqualTo(40L << 20);

      // when
      world.complete(copy.value());

      // then
      assertThat(world.get("/copies").body().path("items")).isEmpty();
    }
  }

  private static JsonNode only(QueryWorld world) throws Exception {
    JsonNode items = world.get("/copies").body().path("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }
}
