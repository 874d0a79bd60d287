package dev.snapledger.server.query;

import static dev.snapledger.server.query.QueryWorld.ONE;
import static dev.snapledger.server.query.QueryWorld.START;
import static dev.snapledger.server.query.QueryWorld.TWO;
import static dev.snapledger.server.query.QueryWorld.group;
import static dev.snapledger.server.query.QueryWorld.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.query.QueryWorld.Answer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Families, chains and snapshots at a running server. */
class QueryListsTest {
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

  /** Three snapshots a minute apart: one completed, one deleted, one creating. */
  private List<UUID> threeSnapshots() {
    UUID first = world.snapshot("data", "rg", "first", Map.of("keep", "year"));
    world.complete(first);
    world.pass(Duration.ofMinutes(1));
    UUID second = world.snapshot("data", "rg", "second", Map.of());
    world.complete(second);
    world.deleteSnapshot("rg", "second");
    world.pass(Duration.ofMinutes(1));
    UUID third = world.snapshot("data", "other", "third", Map.of("keep", "day"));
    return List.of(first, second, third);
  }

  @Test
  void showsAFamilyWithItsSnapshots() throws Exception {
    // given
    List<UUID> snapshots = threeSnapshots();

    // when
    Answer family = world.get("/families/" + disk);
    Answer chain = world.get("/families/" + disk + "/snapshots?state=any");

    // then
    assertThat(family.status()).isEqualTo(200);
    assertThat(family.body().path("name").asText()).isEqualTo("data");
    assertThat(family.body().path("tags").path("env").asText()).isEqualTo("prod");
    assertThat(family.body().at("/snapshots/existing").asInt()).isEqualTo(2);
    assertThat(family.body().at("/snapshots/newestSnapshotId").asText())
        .isEqualTo(snapshots.get(2).toString());
    assertThat(chain.items("snapshotId"))
        .containsExactlyElementsOf(snapshots.reversed().stream().map(UUID::toString).toList());
    assertThat(chain.items("state")).containsExactly("creating", "deleted", "completed");
  }

  @Test
  void showsOneSnapshotAlsoAfterItWasDeleted() throws Exception {
    // given
    List<UUID> snapshots = threeSnapshots();

    // when
    Answer deleted = world.get("/snapshots/" + snapshots.get(1));

    // then
    assertThat(deleted.body().path("state").asText()).isEqualTo("deleted");
    assertThat(deleted.body().path("deletedAt").asText()).isNotEmpty();
    assertThat(deleted.body().path("parentSnapshotId").asText())
        .isEqualTo(snapshots.getFirst().toString());
    assertThat(deleted.body().at("/content/storedBytes").asLong()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|third,first",
        "state=any|third,second,first",
        "state=deleted|second",
        "state=creating|third",
        "name=FIRST|first",
        "name=*|first,third",
        "name=f*|first",
        "tag=keep|third,first",
        "tag=keep:year|first",
        "tag=KEEP:Year|''",
        "resourceGroup=OTHER|third",
        "resourceGroup=none|''",
        "since=2026-01-01T00:01:00Z|third",
        "until=2026-01-01T00:01:00Z|first",
        "since=2026-01-01T00:01:00Z&until=2026-01-01T00:01:00.001Z&state=any|second",
        "kind=incremental|third,first",
        "kind=full|''",
        "state=completed&tag=keep&name=fir*|first",
        "tag=keep:day&resourceGroup=rg|''"
      })
  void findsSnapshotsByWhatIsKnownOfThem(String filter, String expected) throws Exception {
    // given
    threeSnapshots();

    // when
    Answer found = world.get("/snapshots?" + filter);

    // then
    assertThat(found.status()).isEqualTo(200);
    assertThat(String.join(",", found.items("name"))).isEqualTo(expected);
  }

  @Test
  void pagesLeadThroughTheWholeListOnce() throws Exception {
    // given
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      expected.addFirst(world.disk("rg", "d" + i, Map.of()).toString());
      world.pass(Duration.ofSeconds(1));
    }
    expected.addLast(disk.toString());
    List<String> found = new ArrayList<>();

    // when
    String cursor = "";
    do {
      Answer page = world.get("/families?limit=3" + cursor);
      assertThat(page.items("familyId")).hasSizeLessThanOrEqualTo(3);
      found.addAll(page.items("familyId"));
      String next = page.body().path("nextCursor").asText();
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());

    // then
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
  }

  @Test
  void refusesTheCursorOfAnotherList() throws Exception {
    // given
    threeSnapshots();
    String cursor = world.get("/snapshots?limit=1").body().path("nextCursor").asText();

    // when
    Answer otherFilter = world.get("/snapshots?limit=1&state=any&cursor=" + cursor);
    Answer otherList = world.get("/families?limit=1&cursor=" + cursor);
    Answer none = world.get("/snapshots?cursor=" + "A".repeat(20));
    Answer noBase64 = world.get("/snapshots?cursor=%25%25");
    Answer right = world.get("/snapshots?limit=1&cursor=" + cursor);

    // then
    assertThat(right.items("name")).containsExactly("first");
    for (Answer refused : List.of(otherFilter, otherList, none, noBase64)) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.type()).isEqualTo("application/problem+json");
      assertThat(refused.body().path("type").asText())
          .isEqualTo("urn:ledger:problem:InvalidCursor");
      assertThat(refused.body().path("title").asText()).isEqualTo("Invalid cursor");
      assertThat(refused.body().path("requestId").asText())
          .isEqualTo(refused.header("x-ms-request-id"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/snapshots?limit=0,InvalidParameter",
    "/snapshots?limit=1001,InvalidParameter",
    "/snapshots?limit=many,InvalidParameter",
    "/snapshots?State2=any,InvalidParameter",
    "/snapshots?state=lost,InvalidParameter",
    "/snapshots?since=yesterday,InvalidParameter",
    "/snapshots?tag=:x,InvalidParameter",
    "/snapshots?family=1,InvalidParameter",
    "/snapshots?minOffset=x,InvalidParameter",
    "/snapshots?minOffset=5:1,InvalidParameter",
    "/snapshots/none,InvalidParameter",
    "/snapshots?limit=1&limit=2,InvalidRequestUri"
  })
  void refusesWhatMakesNoSense(String path, String code) throws Exception {
    // when
    Answer refused = world.get(path);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("code").asText()).isEqualTo(code);
    assertThat(refused.body().path("detail").asText()).startsWith("expected ");
  }

  @ParameterizedTest
  @CsvSource({
    "/families/00000000-0000-0000-0000-00000000ffff",
    "/families/00000000-0000-0000-0000-00000000ffff/snapshots",
    "/snapshots/00000000-0000-0000-0000-00000000ffff",
    "/snapshots/00000000-0000-0000-0000-00000000ffff/ranges",
    "/snapshots/00000000-0000-0000-0000-00000000ffff/events",
    "/snapshots/00000000-0000-0000-0000-00000000ffff/grants",
    "/families/00000000-0000-0000-0000-00000000ffff/headroom",
    "/nothing"
  })
  void saysThatThereIsNoSuchThing(String path) throws Exception {
    // when
    Answer refused = world.get(path);

    // then
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.body().path("code").asText()).isEqualTo("NotFound");
  }

  @Test
  void waitsForWhatACallerWrote() throws Exception {
    // given
    long offset =
        Objects.requireNonNull(
            world
                .accepted(
                    ONE,
                    header ->
                        new UpdateDisk(header, name("rg", "data"), null, Map.of("env", "test")))
                .lastEventOffset());

    // when
    Answer seen = world.get("/families/" + disk + "?minOffset=" + offset);
    Answer late = world.get("/families/" + disk + "?minOffset=0:" + (offset + 1));

    // then
    assertThat(seen.body().path("tags").path("env").asText()).isEqualTo("test");
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.body().path("code").asText()).isEqualTo("NotCaughtUp");
    assertThat(late.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void tellsThatNothingChanged() throws Exception {
    // given
    threeSnapshots();
    String tag = world.get("/snapshots").header("ETag");

    // when
    Answer same = world.get("/snapshots", "If-None-Match", "\"other\", W/" + tag);
    Answer otherPage = world.get("/snapshots?limit=1", "If-None-Match", tag);
    world.accept(
        ONE, header -> new UpdateSnapshot(header, name("rg", "first"), Map.of("keep", "ever")));
    Answer changed = world.get("/snapshots", "If-None-Match", tag);

    // then
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(same.header("ETag")).isEqualTo(tag);
    assertThat(otherPage.status()).isEqualTo(200);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    assertThat(changed.header("Cache-Control")).isEqualTo("private, no-cache");
  }

  // Who sees what.

  @Test
  void showsAReaderOfAGroupWhatIsInItAndNothingElse() throws Exception {
    // given
    List<UUID> snapshots = threeSnapshots();
    world.signInAsReaderOf(group("other"));

    // when
    Answer list = world.get("/snapshots?state=any");
    Answer elsewhere = world.get("/snapshots?resourceGroup=rg");
    Answer own = world.get("/snapshots/" + snapshots.get(2));

    // then
    assertThat(list.items("name")).containsExactly("third");
    assertThat(elsewhere.items("name")).isEmpty();
    assertThat(own.status()).isEqualTo(200);
    for (String hidden :
        List.of(
            "/snapshots/" + snapshots.getFirst(),
            "/snapshots/" + snapshots.getFirst() + "/events",
            "/snapshots/" + snapshots.getFirst() + "/ranges",
            "/families/" + disk,
            "/families/" + disk + "/snapshots",
            "/families/" + disk + "/headroom",
            "/diffs?from=" + snapshots.getFirst() + "&to=" + snapshots.get(2))) {
      assertThat(world.get(hidden).status()).as(hidden).isEqualTo(404);
    }
    assertThat(world.get("/events").status()).isEqualTo(403);
  }

  @Test
  void doesNotGoOnWithTheCursorOfAnotherCaller() throws Exception {
    // given
    threeSnapshots();
    String cursor = world.get("/snapshots?limit=1").body().path("nextCursor").asText();
    world.signInAsReaderOf(group("rg"));

    // when
    Answer refused = world.get("/snapshots?limit=1&cursor=" + cursor);

    // then
    assertThat(refused.body().path("code").asText()).isEqualTo("InvalidCursor");
  }

  @Test
  void refusesWhoHasNoRoleOrNoToken() throws Exception {
    // given
    String path = "/api/v1/subscriptions/" + ONE + "/snapshots";
    HttpRequest stranger = world.request(path).build();
    world.signInAsReaderOf(AccessScope.of(TWO));

    // when
    Answer noToken = world.send(stranger);
    Answer noRole = world.ask(path);
    Answer unknown =
        world.ask("/api/v1/subscriptions/00000000-0000-0000-0000-00000000ffff/snapshots");
    Answer subscriptions = world.ask("/api/v1/subscriptions");

    // then
    assertThat(noToken.status()).isEqualTo(401);
    assertThat(noToken.type()).isEqualTo("application/problem+json");
    assertThat(noToken.header("WWW-Authenticate")).startsWith("Bearer ");
    assertThat(noRole.status()).isEqualTo(403);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(subscriptions.items("subscriptionId")).containsExactly(TWO.toString());
  }

  @Test
  void readsOnly() throws Exception {
    // when
    Answer refused =
        world.send(
            world
                .request("/api/v1/subscriptions/" + ONE + "/snapshots")
                .header("Authorization", "Bearer " + world.token())
                .DELETE()
                .build());

    // then
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).isEqualTo("GET");
  }

  // The past.

  @Test
  void showsThePastByTimeAndByOffset() throws Exception {
    // given
    List<UUID> snapshots = threeSnapshots();
    world.pass(Duration.ofMinutes(1));
    world.accept(
        ONE, header -> new UpdateSnapshot(header, name("rg", "first"), Map.of("keep", "ever")));

    // when
    Answer first = world.get("/snapshots?asOf=" + START);
    Answer second = world.get("/snapshots?asOf=" + START.plusSeconds(60) + "&state=any");
    Answer tags = world.get("/snapshots?tag=keep:year&asOf=" + START.plusSeconds(120));
    Answer byOffset = world.get("/snapshots/" + snapshots.getFirst() + "?asOf=0:1");
    Answer family = world.get("/families/" + disk + "?asOf=0:0");

    // then
    assertThat(first.items("name")).containsExactly("first");
    assertThat(first.body().at("/asOf/time").asText()).isEqualTo(START.toString());
    assertThat(second.items("state")).containsExactly("deleted", "completed");
    assertThat(tags.items("name")).containsExactly("first");
    assertThat(byOffset.body().path("state").asText()).isEqualTo("creating");
    assertThat(byOffset.body().at("/asOf/logOffset").asLong()).isEqualTo(1);
    assertThat(family.body().at("/snapshots/existing").asInt()).isZero();
    assertThat(world.get("/snapshots/" + snapshots.get(2) + "?asOf=0:1").status()).isEqualTo(404);
  }

  @Test
  void pagesOfThePastFitTogetherWhateverHappensMeanwhile() throws Exception {
    // given
    threeSnapshots();
    String query = "/snapshots?state=any&limit=2&asOf=" + START.plusSeconds(120);

    // when
    Answer page = world.get(query);
    world.deleteSnapshot("rg", "first");
    Answer next = world.get(query + "&cursor=" + page.body().path("nextCursor").asText());

    // then
    assertThat(page.items("name")).containsExactly("third", "second");
    assertThat(next.items("name")).containsExactly("first");
    assertThat(next.body().path("asOf")).isEqualTo(page.body().path("asOf"));
  }

  @ParameterizedTest
  @CsvSource({
    "/snapshots?asOf=2026-01-01T00:00:00.001Z,AsOfInFuture",
    "/snapshots?asOf=0:99,AsOfInFuture",
    "/snapshots?asOf=2025-12-31T23:59:59.999Z,AsOfBeforeLog",
    "/snapshots?asOf=1:0,InvalidAsOf",
    "/snapshots?asOf=last,InvalidAsOf",
    "/snapshots?asOf=-1:0,InvalidAsOf",
    "/copies?asOf=0:0,AsOfNotSupported",
    "/usage?asOf=0:0,AsOfNotSupported"
  })
  void refusesPointsThatAreNotInThePast(String path, String code) throws Exception {
    // when
    Answer refused = world.get(path);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("code").asText()).isEqualTo(code);
  }
}
