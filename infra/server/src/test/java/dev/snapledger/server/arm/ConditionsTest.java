package dev.snapledger.server.arm;

import static dev.snapledger.server.arm.ArmWorld.ONE;
import static dev.snapledger.server.arm.ArmWorld.at;
import static dev.snapledger.server.arm.ArmWorld.diskPath;
import static dev.snapledger.server.arm.ArmWorld.groupPath;
import static dev.snapledger.server.arm.ArmWorld.snapshotPath;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import dev.snapledger.server.http.ApiResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of resources, and requests that depend on them, over the real rules and views. */
class ConditionsTest {
  private static final String TAGS = "{\"tags\":{\"a\":\"b\"}}";
  private static final String READ = "{\"access\":\"Read\",\"durationInSeconds\":60}";

  @TempDir Path folder;
  private ArmWorld world;

  @BeforeEach
  void start() throws Exception {
    world = new ArmWorld(folder);
    world.group("rg");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static String tag(ApiResponse response) {
    return response.headers().getOrDefault("ETag", "");
  }

  private static void assertRefused(ApiResponse response) {
    assertThat(response.status()).isEqualTo(412);
    assertThat(at(response, "/error/code").asText()).isEqualTo("PreconditionFailed");
  }

  // Tags.

  @Test
  void anAnswerThatShowsAResourceHasTheTagOfTheNextOne() {
    // when
    ApiResponse made = world.disk("d");
    ApiResponse changed = world.patch(diskPath("d"), TAGS);
    ApiResponse read = world.get(diskPath("d"));

    // then
    assertThat(tag(made)).matches("\"[A-Za-z0-9_-]{43}\"");
    assertThat(tag(changed)).isNotEqualTo(tag(made)).isEqualTo(tag(read));
  }

  @Test
  void aTagStaysOverARestart() {
    // given
    world.disk("d");
    String before = tag(world.get(diskPath("d")));

    // when
    world.restart();

    // then
    assertThat(tag(world.get(diskPath("d")))).isEqualTo(before);
  }

  @Test
  void aTagChangesWhenASnapshotIsCompleteAndWhenAccessEnds() {
    // given
    world.disk("d");
    ApiResponse begun = world.incremental("d", "s");

    // when
    world.complete(begun);
    String complete = tag(world.get(snapshotPath("s")));
    world.post(snapshotPath("s") + "/beginGetAccess", READ);
    String shared = tag(world.get(snapshotPath("s")));
    world.pass(Duration.ofSeconds(60));

    // then
    assertThat(complete).isNotEqualTo(tag(begun));
    assertThat(shared).isNotEqualTo(complete);
    assertThat(tag(world.get(snapshotPath("s")))).isEqualTo(complete);
  }

  @Test
  void listsHaveNoTag() {
    // when
    ApiResponse list = world.get(groupPath(ONE, "rg") + "/providers/Microsoft.Compute/disks");

    // then
    assertThat(list.headers()).doesNotContainKey("ETag");
  }

  // Reading.

  @Test
  void sendsNothingToWhoHasItAlready() {
    // given
    String tag = tag(world.disk("d"));

    // when
    ApiResponse same = world.send("GET", diskPath("d"), "", "if-none-match", "\"x\", W/" + tag);
    ApiResponse other = world.send("GET", diskPath("d"), "", "if-none-match", "\"x\"");
    world.patch(diskPath("d"), TAGS);
    ApiResponse changed = world.send("GET", diskPath("d"), "", "if-none-match", tag);

    // then
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isNull();
    assertThat(tag(same)).isEqualTo(tag);
    assertThat(other.status()).isEqualTo(200);
    assertThat(changed.status()).isEqualTo(200);
  }

  @Test
  void readsOnlyWhatIsTheSame() {
    // given
    String tag = tag(world.disk("d"));

    // when, then
    assertThat(world.send("GET", diskPath("d"), "", "if-match", tag).status()).isEqualTo(200);
    assertRefused(world.send("GET", diskPath("d"), "", "if-match", "W/" + tag));
    assertThat(world.send("GET", diskPath("none"), "", "if-match", tag).status()).isEqualTo(404);
  }

  // Changing.

  @Test
  void changesAndDeletesOnlyWhatIsTheSame() {
    // given
    String old = tag(world.disk("d"));

    // when
    ApiResponse changed = world.send("PATCH", diskPath("d"), TAGS, "if-match", old);
    ApiResponse late = world.send("PATCH", diskPath("d"), "{\"tags\":{}}", "if-match", old);
    ApiResponse notPut = world.send("PUT", diskPath("d"), "{}", "if-match", old);
    ApiResponse notDeleted = world.send("DELETE", diskPath("d"), "", "if-match", old);
    ApiResponse present = world.get(diskPath("d"));
    ApiResponse deleted = world.send("DELETE", diskPath("d"), "", "if-match", tag(changed));

    // then
    assertThat(changed.status()).isEqualTo(200);
    assertRefused(late);
    assertRefused(notPut);
    assertRefused(notDeleted);
    assertThat(at(present, "/tags/a").asText()).isEqualTo("b");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(world.get(diskPath("d")).status()).isEqualTo(404);
  }

  @Test
  void sharesOnlyWhatIsTheSame() {
    // given
    String tag = tag(world.disk("d"));
    String begin = diskPath("d") + "/beginGetAccess";
    String end = diskPath("d") + "/endGetAccess";

    // when
    ApiResponse shared = world.send("POST", begin, READ, "if-match", tag);
    ApiResponse again = world.send("POST", begin, READ, "if-match", tag);
    ApiResponse notEnded = world.send("POST", end, "", "if-match", tag);
    ApiResponse ended = world.send("POST", end, "", "if-none-match", tag);

    // then
    assertThat(shared.status()).isEqualTo(202);
    assertRefused(again);
    assertRefused(notEnded);
    assertThat(ended.status()).isEqualTo(200);
  }

  @Test
  void makesOnlyWhatIsNotThere() {
    // given
    String body =
        "{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":1,"
            + "\"creationData\":{\"createOption\":\"Empty\"}}}";

    // when
    ApiResponse noneToChange = world.send("PUT", diskPath("d"), body, "if-match", "*");
    ApiResponse noneToDelete = world.send("DELETE", diskPath("d"), "", "if-match", "*");
    ApiResponse made = world.send("PUT", diskPath("d"), body, "if-none-match", "*");
    ApiResponse again = world.send("PUT", diskPath("d"), body, "if-none-match", "*");
    ApiResponse changed = world.send("PUT", diskPath("d"), TAGS, "if-match", "*");

    // then
    assertRefused(noneToChange);
    assertRefused(noneToDelete);
    assertThat(made.status()).isEqualTo(200);
    assertRefused(again);
    assertThat(changed.status()).isEqualTo(200);
  }

  @Test
  void takesSnapshotsOnlyUnderANewName() {
    // given
    world.disk("d");
    String body =
        ("{\"location\":\"eastus\",\"properties\":{\"incremental\":true,\"creationData\":{"
                + "\"createOption\":\"Copy\",\"sourceResourceId\":\"%s\"}}}")
            .formatted(diskPath("d"));

    // when
    ApiResponse made = world.send("PUT", snapshotPath("s"), body, "if-none-match", "*");
    ApiResponse again = world.send("PUT", snapshotPath("s"), body, "if-none-match", "*");

    // then
    assertThat(made.status()).isEqualTo(202);
    assertRefused(again);
  }

  @Test
  void appliesToGroups() {
    // given
    String group = groupPath(ONE, "rg");
    String tag = tag(world.get(group));
    world.disk("d");

    // when
    ApiResponse same = world.send("GET", group, "", "if-none-match", tag);
    ApiResponse notNew =
        world.send("PUT", group, "{\"location\":\"eastus\"}", "if-none-match", "*");
    ApiResponse changed = world.send("PATCH", group, TAGS, "if-match", tag);
    ApiResponse notDeleted = world.send("DELETE", group, "", "if-match", tag);
    ApiResponse present = world.get(diskPath("d"));
    ApiResponse deleted = world.send("DELETE", group, "", "if-match", tag(changed));

    // then
    assertThat(same.status()).isEqualTo(304);
    assertRefused(notNew);
    assertThat(changed.status()).isEqualTo(200);
    assertRefused(notDeleted);
    assertThat(present.status()).isEqualTo(200);
    assertThat(deleted.status()).isEqualTo(200);
  }

  @Test
  void appliesToDeployments() {
    // given
    String path = groupPath(ONE, "rg") + "/providers/Microsoft.Resources/deployments/dep";
    String body = "{\"properties\":{\"mode\":\"Incremental\",\"template\":{\"resources\":[]}}}";
    world.put(path, body);
    world.deploy();
    String tag = tag(world.get(path));

    // when, then
    assertThat(world.send("GET", path, "", "if-none-match", tag).status()).isEqualTo(304);
    assertRefused(world.send("PUT", path, body, "if-none-match", "*"));
    assertRefused(world.send("DELETE", path, "", "if-match", "\"x\""));
    assertThat(world.send("DELETE", path, "", "if-match", tag).status()).isEqualTo(204);
  }

  // What comes before and after.

  @ParameterizedTest
  @CsvSource({"if-match,''", "if-match,'\"a'", "if-none-match,'*, \"a\"'", "if-match,a b"})
  void refusesHeadersThatAreNoTags(String header, String value) {
    // given
    world.disk("d");

    // when
    ApiResponse response = world.send("DELETE", diskPath("d"), "", header, value);

    // then
    assertThat(response.status()).isEqualTo(400);
    assertThat(at(response, "/error/code").asText()).isEqualTo("InvalidHeaderValue");
    assertThat(at(response, "/error/target").asText()).isEqualToIgnoringCase(header);
    assertThat(world.get(diskPath("d")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"if-match", "if-none-match"})
  void tellsNothingToWhoMayNotChange(String header) {
    // given
    world.disk("d");
    world.signInWith(new RoleAssignment(Role.READER, AccessScope.of(ONE)));

    // when, then
    assertThat(world.send("DELETE", diskPath("d"), "", header, "*").status()).isEqualTo(403);
    assertThat(world.send("DELETE", diskPath("none"), "", header, "*").status()).isEqualTo(403);
  }

  @Test
  void whatIsMissingIsMissingWhateverTheCondition() {
    // when, then
    assertThat(world.send("PATCH", diskPath("none"), TAGS, "if-match", "*").status())
        .isEqualTo(404);
    assertThat(world.send("POST", diskPath("none") + "/endGetAccess", "", "if-match", "*").status())
        .isEqualTo(404);
  }

  @Test
  void ofManyWhoSawTheSameOneChangesIt() throws Exception {
    // given
    String tag = tag(world.disk("d"));
    List<Callable<ApiResponse>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String body = "{\"tags\":{\"n\":\"%d\"}}".formatted(i);
      changes.add(() -> world.send("PATCH", diskPath("d"), body, "if-match", tag));
    }

    // when
    List<Integer> statuses = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ApiResponse> each : executor.invokeAll(changes)) {
        statuses.add(each.get().status());
      }
    }

    // then
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412).hasSize(16);
  }

  @Test
  void whoeverMakesItBetweenTheLookAndTheCommandIsFoundByTheLedger() {
    // given
    world.beforeNextCommand(
        () ->
            world.worker(
                header ->
                    new CreateDisk(
                        header,
                        new ResourceName("rg", "D"),
                        "eastus",
                        "Standard_LRS",
                        1,
                        DiskOrigin.EMPTY,
                        Map.of())));
    String body =
        "{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":2,"
            + "\"creationData\":{\"createOption\":\"Empty\"}}}";

    // when
    ApiResponse late = world.send("PUT", diskPath("d"), body, "if-none-match", "*");

    // then
    assertRefused(late);
    assertThat(at(world.get(diskPath("d")), "/properties/diskSizeGB").asInt()).isEqualTo(1);
  }
}
