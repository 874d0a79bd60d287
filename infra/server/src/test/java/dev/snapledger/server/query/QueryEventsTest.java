package dev.snapledger.server.query;

import static dev.snapledger.server.query.QueryWorld.ONE;
import static dev.snapledger.server.query.QueryWorld.group;
import static dev.snapledger.server.query.QueryWorld.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.server.query.QueryWorld.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events, changes, grants, head-room and usage at a running server. */
class QueryEventsTest {
  @TempDir Path folder;
  private QueryWorld world;
  private UUID disk;

  @BeforeEach
  void start() throws Exception {
    world = new QueryWorld(folder);
    disk = world.disk("rg", "data", Map.of("env", "prod"));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void share(String snapshot, long seconds) {
    world.accept(ONE, header -> new GrantSas(header, selector(snapshot), SasAccess.READ, seconds));
  }

  private static ResourceSelector selector(String snapshot) {
    return new ResourceSelector(ResourceType.SNAPSHOT, name("rg", snapshot));
  }

  @Test
  void showsWhatHappenedToAResourceNewestFirst() throws Exception {
    // given
    UUID snapshot = world.snapshot("data", "rg", "s", Map.of("a", "b"));
    world.complete(snapshot);

    // when
    Answer ofSnapshot = world.get("/snapshots/" + snapshot + "/events");
    Answer ofFamily = world.get("/families/" + disk + "/events");
    JsonNode started = ofSnapshot.body().path("items").get(1);

    // then
    assertThat(ofSnapshot.items("type"))
        .containsExactly("IncrementalSnapshotCompleted", "IncrementalSnapshotStarted");
    assertThat(ofFamily.items("type")).hasSize(3).endsWith("DiskCreated");
    assertThat(started.path("principal").asText()).isEqualTo("tester@here");
    assertThat(started.at("/payload/snapshotId").asText()).isEqualTo(snapshot.toString());
    assertThat(started.at("/payload/name/name").asText()).isEqualTo("s");
    assertThat(started.at("/payload/tags/a").asText()).isEqualTo("b");
    assertThat(started.path("payload").has("parentSnapshotId")).isFalse();
    assertThat(started.path("payload").has("header")).isFalse();
  }

  @Test
  void pagesLeadThroughAllEventsOnce() throws Exception {
    // given
    for (int i = 0; i < 4; i++) {
      world.complete(world.snapshot("data", "rg", "s" + i, Map.of()));
      world.pass(Duration.ofSeconds(1));
    }

    // when
    List<Long> all = offsets("/events?limit=2");
    List<Long> family = offsets("/families/" + disk + "/events?limit=2");
    List<Long> past = offsets("/events?limit=2&asOf=0:4");

    // then
    assertThat(all).containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
    assertThat(family).isEqualTo(all);
    assertThat(past).containsExactly(4L, 3L, 2L, 1L, 0L);
  }

  @Test
  void showsTheEventsOfAResourceAsTheyWereAtAPastPoint() throws Exception {
    // given the disk at 0 and, a second apart, two events of each of two snapshots
    List<UUID> snapshots = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      world.pass(Duration.ofSeconds(1));
      snapshots.add(world.snapshot("data", "rg", "s" + i, Map.of()));
      world.complete(snapshots.getLast());
    }
    String family = "/families/" + disk + "/events?limit=2&asOf=";
    String second = "/snapshots/" + snapshots.getLast() + "/events?asOf=";

    // when, then
    assertThat(offsets(family + "0:2")).containsExactly(2L, 1L, 0L);
    assertThat(offsets(family + QueryWorld.START)).containsExactly(0L);
    assertThat(offsets(family + QueryWorld.START.plusMillis(1_999))).containsExactly(2L, 1L, 0L);
    assertThat(offsets(family + QueryWorld.START.plusSeconds(2))).hasSize(5);
    assertThat(offsets(second + "0:3")).containsExactly(3L);
    assertThat(offsets(second + "0:4")).containsExactly(4L, 3L);
    assertThat(world.get(second + "0:2").status()).isEqualTo(404);
    Answer page = world.get(family + "0:2");
    assertThat(page.body().at("/asOf/logOffset").asLong()).isEqualTo(2);
    assertThat(page.body().at("/asOf/time").asText())
        .isEqualTo(QueryWorld.START.plusSeconds(1).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0:1,AsOfInFuture",
    "2026-01-01T00:00:00.001Z,AsOfInFuture",
    "2025-12-31T23:59:59.999Z,AsOfBeforeLog",
    "1:0,InvalidAsOf",
    "last,InvalidAsOf"
  })
  void refusesEventsOfAPointThatIsNotKnown(String asOf, String code) throws Exception {
    for (String path : List.of("/events", "/families/" + disk + "/events")) {
      Answer refused = world.get(path + "?asOf=" + asOf);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body().path("code").asText()).isEqualTo(code);
    }
  }

  private List<Long> offsets(String path) throws Exception {
    List<Long> offsets = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = world.get(path + cursor);
      page.body().path("items").forEach(item -> offsets.add(item.path("logOffset").asLong()));
      String next = page.body().path("nextCursor").asText();
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return offsets;
  }

  @Test
  void refusesMoreEventsThanOneAnswerHas() throws Exception {
    // when, then
    assertThat(world.get("/events?limit=201").status()).isEqualTo(400);
    assertThat(world.get("/events?limit=200").status()).isEqualTo(200);
  }

  @Test
  void showsGrantsWithoutAnythingToSignWith() throws Exception {
    // given
    UUID snapshot = world.snapshot("data", "rg", "s", Map.of());
    world.complete(snapshot);
    share("s", 60);
    world.pass(Duration.ofSeconds(30));
    share("s", 600);
    world.pass(Duration.ofSeconds(30));

    // when
    Answer all = world.get("/snapshots/" + snapshot + "/grants");
    Answer active = world.get("/snapshots/" + snapshot + "/grants?active=true");
    Answer then =
        world.get("/snapshots/" + snapshot + "/grants?asOf=" + QueryWorld.START.plusSeconds(10));

    // then
    assertThat(all.items("grantId")).hasSize(2);
    assertThat(all.text()).doesNotContain("sig").doesNotContain("secret");
    assertThat(active.items("expiresAt"))
        .containsExactly(QueryWorld.START.plusSeconds(630).toString());
    assertThat(then.items("active")).containsExactly("true");
    assertThat(all.header("ETag")).isEmpty();
  }

  @Test
  void tellsWhatTheRulesLeave() throws Exception {
    // given
    for (int i = 0; i < 7; i++) {
      world.complete(world.snapshot("data", "rg", "s" + i, Map.of()));
      world.pass(Duration.ofSeconds(10));
    }
    world.deleteSnapshot("rg", "s0");
    share("s1", 600);
    share("s1", 60);
    share("s2", 60);
    world.accept(ONE, header -> new RevokeSas(header, selector("s2"), null));

    // when
    Answer found = world.get("/families/" + disk + "/headroom");
    world.pass(Duration.ofSeconds(230));
    Answer later = world.get("/families/" + disk + "/headroom?region=westus");

    // then
    assertThat(found.body().at("/rate/used").asInt()).isEqualTo(7);
    assertThat(found.body().at("/rate/left").asInt()).isZero();
    assertThat(found.body().at("/rate/retryAt").asText())
        .isEqualTo(QueryWorld.START.plusSeconds(300).toString());
    assertThat(found.body().at("/count/used").asInt()).isEqualTo(6);
    assertThat(found.body().at("/count/left").asInt()).isEqualTo(194);
    assertThat(found.body().at("/sas/used").asInt()).isEqualTo(1);
    assertThat(later.body().at("/rate/used").asInt()).isEqualTo(6);
    assertThat(later.body().path("rate").has("retryAt")).isFalse();
    assertThat(later.body().at("/count/used").asInt()).isZero();
  }

  @Test
  void tellsUsageNowAndByDay() throws Exception {
    // given
    world.complete(world.snapshot("data", "rg", "s", Map.of()));
    world.pass(Duration.ofDays(3));
    world.deleteSnapshot("rg", "s");

    // when
    Answer now = world.get("/usage");
    Answer days = world.get("/usage/days");
    Answer tail = world.get("/usage/days?from=2026-01-03&to=2026-01-03");
    Answer backwards = world.get("/usage/days?from=2026-01-03&to=2026-01-01");

    // then
    assertThat(now.items("snapshots")).containsExactly("0");
    assertThat(days.items("day")).containsExactly("2026-01-01", "2026-01-04");
    assertThat(days.items("storedBytes")).containsExactly("100", "0");
    assertThat(tail.items("day")).containsExactly("2026-01-01");
    assertThat(backwards.status()).isEqualTo(400);
  }

  // Changes.

  @Test
  void sendsChangesAsTheyAreApplied() throws Exception {
    try (var client = new SlowClient(world, "/changes")) {
      // given
      assertThat(client.next("event: ")).isEqualTo("event: hello");
      assertThat(client.next("data: ")).contains("\"logOffset\":0");

      // when
      UUID snapshot = world.snapshot("data", "rg", "s", Map.of());

      // then
      assertThat(client.next("id: ")).isEqualTo("id: 1");
      assertThat(client.next("event: ")).isEqualTo("event: IncrementalSnapshotStarted");
      assertThat(client.next("data: ")).contains("\"snapshotId\":\"" + snapshot + "\"");
    }
  }

  @Test
  void goesOnBehindTheLastEventThatAClientHas() throws Exception {
    // given
    world.snapshot("data", "rg", "s", Map.of());
    world.snapshot("data", "rg", "t", Map.of());

    // when
    try (var client = new SlowClient(world, "/changes", "Last-Event-ID: 0")) {
      // then
      assertThat(client.next("id: ")).isEqualTo("id: 0");
      assertThat(client.next("id: ")).isEqualTo("id: 1");
      assertThat(client.next("id: ")).isEqualTo("id: 2");
    }
    assertThat(world.get("/changes", "Last-Event-ID", "last").status()).isEqualTo(400);
  }

  @Test
  void sendsNobodyWhatItMayNotSee() throws Exception {
    // given
    world.signInAsReaderOf(group("other"));
    try (var client = new SlowClient(world, "/changes")) {
      client.next("event: hello");

      // when
      world.snapshot("data", "rg", "hidden", Map.of());
      UUID seen = world.snapshot("data", "other", "seen", Map.of());

      // then
      assertThat(client.next("id: ")).isEqualTo("id: 2");
      assertThat(client.next("data: ")).contains(seen.toString());
    }
  }

  @Test
  void endsStreamsWhenTheServerStops() throws Exception {
    // given
    QueryWorld other = new QueryWorld(folder.resolve("other"));
    try (var client = new SlowClient(other, "/changes")) {
      client.next("event: hello");

      // when
      other.close();

      // then
      assertThat(client.ends()).isTrue();
    }
  }
}
