package dev.snapledger.server.arm;

import static dev.snapledger.server.arm.ArmWorld.ONE;
import static dev.snapledger.server.arm.ArmWorld.TWO;
import static dev.snapledger.server.arm.ArmWorld.at;
import static dev.snapledger.server.arm.ArmWorld.diskPath;
import static dev.snapledger.server.arm.ArmWorld.groupPath;
import static dev.snapledger.server.arm.ArmWorld.snapshotPath;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import dev.snapledger.server.http.ApiResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The control plane over the real rules and views. */
class ArmRoutesTest {
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

  // The gate.

  @Test
  void refusesStrangersBeforeAnythingElse() {
    // when
    ApiResponse response = world.send("GET", "/subscriptions/none/resourceGroups", "", Map.of());

    // then
    assertThat(response.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "'',MissingApiVersionParameter",
    "?api-version=,MissingApiVersionParameter",
    "?api-version=2019-02-28,InvalidApiVersionParameter",
    "?api-version=latest,InvalidApiVersionParameter",
    "?api-version=2019-03-01-beta,InvalidApiVersionParameter"
  })
  void refusesMissingAndEarlyVersions(String query, String code) {
    // when
    ApiResponse response = world.send("GET", diskPath("d") + query, "");

    // then
    assertThat(response.status()).isEqualTo(400);
    assertThat(at(response, "/error/code").asText()).isEqualTo(code);
  }

  @Test
  void takesEveryLaterVersion() {
    // given
    world.disk("d");

    // when, then
    for (String version : List.of("2019-03-01", "2025-04-01", "2031-01-01-preview")) {
      assertThat(world.send("GET", diskPath("d") + "?api-version=" + version, "").status())
          .isEqualTo(200);
    }
  }

  @Test
  void tellsAnUnknownFromAnImpossibleSubscription() {
    // when, then
    assertThat(world.get("/subscriptions/00000000-0000-0000-0000-00000000ffff").status())
        .isEqualTo(404);
    assertThat(world.get("/subscriptions/one").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"location\":5}", "{\"location\":\"eastus\",\"tags\":[]}"})
  void refusesBodiesThatMakeNoSense(String body) {
    // when, then
    assertThat(world.put(groupPath(ONE, "new"), body).status()).isEqualTo(400);
  }

  // Subscriptions and groups.

  @Test
  void showsSubscriptionsAndTheirLocations() {
    // when
    ApiResponse subscriptions = world.get("/subscriptions");
    ApiResponse locations = world.get("/subscriptions/" + ONE + "/locations");

    // then
    assertThat(at(subscriptions, "/value/0/subscriptionId").asText()).isEqualTo(ONE.toString());
    assertThat(at(subscriptions, "/value/1/state").asText()).isEqualTo("Enabled");
    assertThat(at(locations, "/value").findValuesAsText("name"))
        .containsExactly("eastus", "westeurope", "westus");
  }

  @Test
  void keepsGroupsOverARestart() {
    // given
    world.put(groupPath(ONE, "Kept"), "{\"location\":\"West US\",\"tags\":{\"a\":\"b\"}}");

    // when
    world.restart();
    ApiResponse found = world.get(groupPath(ONE, "kept"));

    // then
    assertThat(at(found, "/name").asText()).isEqualTo("Kept");
    assertThat(at(found, "/location").asText()).isEqualTo("westus");
    assertThat(at(found, "/tags/a").asText()).isEqualTo("b");
    assertThat(world.send("HEAD", groupPath(ONE, "KEPT") + "?api-version=2021-04-01", "").status())
        .isEqualTo(204);
    assertThat(world.send("HEAD", groupPath(TWO, "KEPT") + "?api-version=2021-04-01", "").status())
        .isEqualTo(404);
  }

  @Test
  void refusesResourcesInAGroupThatIsNotThere() {
    // when
    ApiResponse response =
        world.put(
            groupPath(ONE, "none") + "/providers/Microsoft.Compute/disks/d",
            "{\"location\":\"x\"}");

    // then
    assertThat(response.status()).isEqualTo(404);
    assertThat(at(response, "/error/code").asText()).isEqualTo("ResourceGroupNotFound");
  }

  @Test
  void deletesAGroupWithAllThatIsInIt() {
    // given
    world.disk("d");
    world.complete(world.incremental("d", "s"));

    // when
    ApiResponse response = world.delete(groupPath(ONE, "rg"));

    // then
    assertThat(response.status()).isEqualTo(200);
    assertThat(world.get(groupPath(ONE, "rg")).status()).isEqualTo(404);
    assertThat(world.get(snapshotPath("s")).status()).isEqualTo(404);
  }

  @Test
  void keepsAGroupWhoseContentCannotBeDeleted() {
    // given
    world.disk("d");
    world.post(diskPath("d") + "/beginGetAccess", grant("Read", 60));

    // when
    ApiResponse response = world.delete(groupPath(ONE, "rg"));

    // then
    assertThat(response.status()).isEqualTo(409);
    assertThat(at(response, "/error/details/0/code").asText()).isEqualTo("ActiveSas");
    assertThat(world.get(diskPath("d")).status()).isEqualTo(200);
  }

  // Disks.

  @Test
  void makesAndShowsADisk() {
    // when
    ApiResponse made = world.disk("Disk1");
    ApiResponse found = world.get(diskPath("dISK1").replace("/rg/", "/RG/"));

    // then
    assertThat(made.status()).isEqualTo(200);
    assertThat(found).isEqualTo(made);
    assertThat(at(found, "/id").asText()).isEqualTo(diskPath("Disk1"));
    assertThat(at(found, "/properties/diskSizeBytes").asLong()).isEqualTo(4L << 30);
    assertThat(at(found, "/properties/diskState").asText()).isEqualTo("Unattached");
    assertThat(at(found, "/sku/tier").asText()).isEqualTo("Premium");
  }

  @Test
  void namesTheCallerInTheLog() {
    // when
    world.disk("d");

    // then
    Command last = world.ledger.decided().getLast();
    assertThat(last.header().principal()).matches("[0-9a-f-]{36}@192\\.0\\.2\\.1");
  }

  @Test
  void aSecondPutChangesSizeSkuAndTags() {
    // given
    world.disk("d");

    // when
    ApiResponse changed =
        world.put(
            diskPath("d"),
            "{\"location\":\"eastus\",\"tags\":{\"k\":\"v\"},\"sku\":{\"name\":\"Standard_LRS\"},"
                + "\"properties\":{\"diskSizeGB\":5,\"creationData\":{\"createOption\":\"Empty\"}}}");
    ApiResponse same = world.put(diskPath("d"), String.valueOf(changed.body()));

    // then
    assertThat(at(changed, "/properties/diskSizeGB").asLong()).isEqualTo(5);
    assertThat(at(changed, "/sku/name").asText()).isEqualTo("Standard_LRS");
    assertThat(at(changed, "/tags/k").asText()).isEqualTo("v");
    assertThat(same).isEqualTo(changed);
  }

  @Test
  void aPatchLeavesWhatItDoesNotName() {
    // given
    world.disk("d");
    world.patch(diskPath("d"), "{\"tags\":{\"k\":\"v\"}}");

    // when
    ApiResponse changed = world.patch(diskPath("d"), "{\"properties\":{\"diskSizeGB\":8}}");

    // then
    assertThat(at(changed, "/tags/k").asText()).isEqualTo("v");
    assertThat(at(changed, "/properties/diskSizeGB").asLong()).isEqualTo(8);
  }

  @Test
  void refusesToShrinkOrToChangeWhereItCameFrom() {
    // given
    world.disk("d");

    // when
    ApiResponse shrunk = world.patch(diskPath("d"), "{\"properties\":{\"diskSizeGB\":3}}");
    ApiResponse moved = world.put(diskPath("d"), "{\"location\":\"westus\"}");

    // then
    assertThat(shrunk.status()).isEqualTo(400);
    assertThat(at(shrunk, "/error/details/0/code").asText()).isEqualTo("ShrinkNotAllowed");
    assertThat(moved.status()).isEqualTo(409);
    assertThat(at(moved, "/error/code").asText()).isEqualTo("PropertyChangeNotAllowed");
  }

  @Test
  void deletesOnceAndThenSaysThereIsNothing() {
    // given
    world.disk("d");

    // when, then
    assertThat(world.delete(diskPath("d")).status()).isEqualTo(200);
    assertThat(world.get(diskPath("d")).status()).isEqualTo(404);
    assertThat(world.delete(diskPath("d")).status()).isEqualTo(204);
  }

  @Test
  void makesADiskForAnUpload() {
    // when
    ApiResponse made = upload((1L << 30) + 512);
    ApiResponse refused = upload((1L << 30) + 511);

    // then
    assertThat(at(made, "/properties/diskState").asText()).isEqualTo("ReadyToUpload");
    assertThat(at(made, "/properties/diskSizeGB").asLong()).isEqualTo(1);
    world.post(diskPath("u") + "/beginGetAccess", grant("Write", 60));
    assertThat(at(world.get(diskPath("u")), "/properties/diskState").asText())
        .isEqualTo("ActiveUpload");
    world.post(diskPath("u") + "/endGetAccess", "");
    assertThat(at(world.get(diskPath("u")), "/properties/diskState").asText())
        .isEqualTo("Unattached");
    assertThat(refused.status()).isEqualTo(400);
  }

  private ApiResponse upload(long bytes) {
    return world.put(
        diskPath(bytes % 1024 == 512 ? "u" : "refused"),
        "{\"location\":\"eastus\",\"properties\":{\"creationData\":{\"createOption\":\"Upload\","
            + "\"uploadSizeBytes\":"
            + bytes
            + "}}}");
  }

  // Snapshots and their operations.

  @Test
  void tellsHowFarASnapshotIsAlsoAfterARestart() {
    // given
    ApiResponse disk = world.disk("d");
    ApiResponse started = world.incremental("d", "s");

    // when, then
    assertThat(started.status()).isEqualTo(202);
    assertThat(started.headers()).containsKeys("Azure-AsyncOperation", "Location", "Retry-After");
    world.restart();
    assertThat(at(world.follow(started, "Azure-AsyncOperation"), "/status").asText())
        .isEqualTo("InProgress");
    assertThat(world.follow(started, "Location").status()).isEqualTo(202);
    world.complete(started);
    assertThat(at(world.follow(started, "Azure-AsyncOperation"), "/status").asText())
        .isEqualTo("Succeeded");
    ApiResponse found = world.get(snapshotPath("s"));
    assertThat(world.follow(started, "Location").body()).isEqualTo(found.body());
    assertThat(at(found, "/sku/name").asText()).isEqualTo("Standard_ZRS");
    assertThat(at(found, "/properties/incremental").asBoolean()).isTrue();
    assertThat(at(found, "/properties/provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(at(found, "/properties/creationData/sourceResourceId")).isEqualTo(at(disk, "/id"));
    assertThat(at(found, "/properties/creationData/sourceUniqueId"))
        .isEqualTo(at(disk, "/properties/uniqueId"));
  }

  @Test
  void tellsWhyASnapshotFailed() {
    // given
    world.disk("d");
    ApiResponse started = world.incremental("d", "s");

    // when
    world.fail(started);
    ApiResponse status = world.follow(started, "Azure-AsyncOperation");

    // then
    assertThat(at(status, "/status").asText()).isEqualTo("Failed");
    assertThat(at(status, "/error/message").asText()).contains("no space");
    assertThat(world.follow(started, "Location").status()).isEqualTo(409);
  }

  @Test
  void makesFullSnapshotsOfDisksAndSnapshots() {
    // given
    world.disk("d");
    world.complete(world.snapshot(snapshotPath("full"), diskPath("d"), false));

    // when
    ApiResponse again = world.snapshot(snapshotPath("again"), snapshotPath("full"), false);

    // then
    assertThat(again.status()).isEqualTo(202);
    assertThat(at(again, "/properties/incremental").asBoolean()).isFalse();
    assertThat(at(again, "/sku/name").asText()).isEqualTo("Standard_LRS");
    assertThat(at(again, "/properties/creationData/sourceResourceId").asText())
        .isEqualTo(snapshotPath("full"));
  }

  @Test
  void copiesAnIncrementalSnapshotToAnotherRegion() {
    // given
    world.disk("d");
    world.complete(world.incremental("d", "s"));

    // when
    ApiResponse copy = copyTo("westus", "copy");
    ApiResponse refused = copyTo("eastus", "refused");

    // then
    assertThat(copy.status()).isEqualTo(202);
    assertThat(at(copy, "/location").asText()).isEqualTo("westus");
    assertThat(at(copy, "/sku/name").asText()).isEqualTo("Standard_LRS");
    assertThat(at(copy, "/properties/creationData/createOption").asText()).isEqualTo("CopyStart");
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void tellsHowFarACopyToAnotherRegionIs() {
    // given
    world.disk("d");
    world.complete(world.incremental("d", "s"));
    ApiResponse copy = copyTo("westus", "copy");
    assertThat(at(copy, "/properties/completionPercent").asDouble()).isZero();

    // when
    world.progress(copy, 30 << 20, 40 << 20);

    // then
    ApiResponse underWay = world.get(snapshotPath("copy"));
    assertThat(at(underWay, "/properties/completionPercent").asDouble()).isEqualTo(75.0);
    assertThat(at(underWay, "/properties/provisioningState").asText()).isEqualTo("Creating");

    // when
    world.complete(copy);

    // then
    assertThat(at(world.get(snapshotPath("copy")), "/properties/completionPercent").asDouble())
        .isEqualTo(100.0);
  }

  private ApiResponse copyTo(String region, String name) {
    return world.put(
        snapshotPath(name),
        ("{\"location\":\"%s\",\"properties\":{\"incremental\":true,\"creationData\":{"
                + "\"createOption\":\"CopyStart\",\"sourceResourceId\":\"%s\"}}}")
            .formatted(region, snapshotPath("s")));
  }

  @Test
  void makesADiskOfASnapshot() {
    // given
    world.disk("d");
    world.complete(world.incremental("d", "s"));

    // when
    ApiResponse made = restore();

    // then
    assertThat(made.status()).isEqualTo(200);
    assertThat(at(made, "/properties/creationData/createOption").asText()).isEqualTo("Copy");
    assertThat(at(made, "/properties/creationData/sourceResourceId").asText())
        .isEqualTo(snapshotPath("s"));
    assertThat(at(made, "/properties/completionPercent").isNumber()).isTrue();
  }

  private ApiResponse restore() {
    return world.put(
        diskPath("restored"),
        ("{\"location\":\"eastus\",\"properties\":{\"creationData\":{"
                + "\"createOption\":\"Copy\",\"sourceResourceId\":\"%s\"}}}")
            .formatted(snapshotPath("s")));
  }

  // The seven restrictions.

  @Test
  void refusesASnapshotOfAResizedDisk() {
    // given
    world.disk("d");
    world.patch(diskPath("d"), "{\"properties\":{\"diskSizeGB\":5}}");

    // when, then
    refused(world.incremental("d", "s"), 409, "OperationNotAllowed", "DiskWasResized");
  }

  @Test
  void refusesToMoveAnIncrementalSnapshotToAnotherSubscription() {
    // given
    world.put(groupPath(TWO, "there"), "{\"location\":\"eastus\"}");
    world.disk("d");
    world.complete(world.incremental("d", "s"));

    // when, then
    refused(
        move(snapshotPath("s"), groupPath(TWO, "there")),
        409,
        "ResourceMoveNotSupported",
        "IncrementalSnapshotCannotMove");
  }

  @Test
  void refusesTheSixthSharedSnapshotAndTakesItWhenOneIsFree() {
    // given
    world.disk("d");
    for (int i = 1; i <= 6; i++) {
      world.complete(world.incremental("d", "s" + i));
    }
    for (int i = 1; i <= 5; i++) {
      world.post(snapshotPath("s" + i) + "/beginGetAccess", grant("Read", 60));
    }

    // when, then
    refused(
        world.post(snapshotPath("s6") + "/beginGetAccess", grant("Read", 60)),
        409,
        "OperationNotAllowed",
        "SasLimitExceeded");
    assertThat(world.post(snapshotPath("s1") + "/endGetAccess", "").status()).isEqualTo(200);
    assertThat(world.post(snapshotPath("s6") + "/beginGetAccess", grant("Read", 60)).status())
        .isEqualTo(202);
  }

  @Test
  void refusesToDeleteASnapshotThatADiskIsFilledFrom() {
    // given
    world.disk("d");
    world.complete(world.incremental("d", "s"));
    restore();

    // when, then
    refused(
        world.delete(snapshotPath("s")), 409, "OperationNotAllowed", "BackgroundCopyInProgress");
  }

  @Test
  void refusesASnapshotInAnotherSubscription() {
    // given
    world.put(groupPath(TWO, "there"), "{\"location\":\"eastus\"}");
    world.disk("d");
    String path = groupPath(TWO, "there") + "/providers/Microsoft.Compute/snapshots/s";

    // when, then
    refused(
        world.snapshot(path, diskPath("d"), true),
        400,
        "InvalidParameter",
        "OutsideDiskSubscription");
  }

  @Test
  void refusesTheEighthSnapshotOfFiveMinutes() {
    // given
    world.disk("d");
    for (int i = 1; i <= 7; i++) {
      assertThat(world.incremental("d", "s" + i).status()).isEqualTo(202);
    }

    // when, then
    refused(world.incremental("d", "s8"), 409, "OperationNotAllowed", "SnapshotRateExceeded");
    world.pass(Duration.ofMinutes(5));
    assertThat(world.incremental("d", "s8").status()).isEqualTo(202);
  }

  @Test
  void refusesTheSnapshotAfterTheTwoHundredth() {
    // given
    world.disk("d");
    for (int i = 1; i <= 200; i++) {
      assertThat(world.incremental("d", "s" + i).status()).isEqualTo(202);
      world.pass(Duration.ofMinutes(1));
    }

    // when, then
    refused(world.incremental("d", "s201"), 409, "OperationNotAllowed", "SnapshotCountExceeded");
  }

  private static void refused(ApiResponse response, int status, String code, String ours) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(at(response, "/error/code").asText()).isEqualTo(code);
    assertThat(at(response, "/error/details/0/code").asText()).isEqualTo(ours);
    assertThat(at(response, "/error/message").asText()).startsWith("expected ");
  }

  // Shared access.

  @Test
  void givesTheUrlToWhoeverMayShare() {
    // given
    world.disk("d");
    ApiResponse begun = world.post(diskPath("d") + "/beginGetAccess", grant("Read", 60));

    // when
    world.restart();
    ApiResponse result = world.follow(begun, "Location");
    ApiResponse status = world.follow(begun, "Azure-AsyncOperation");

    // then
    assertThat(at(result, "/accessSAS").asText()).startsWith("https://localhost:8443/grant/");
    assertThat(at(status, "/properties/output/accessSAS")).isEqualTo(at(result, "/accessSAS"));
    assertThat(at(world.get(diskPath("d")), "/properties/diskState").asText())
        .isEqualTo("ActiveSAS");
    world.signInWith(new RoleAssignment(Role.READER, AccessScope.of(ONE)));
    assertThat(world.follow(begun, "Location").status()).isEqualTo(403);
  }

  @Test
  void givesNoUrlForAGrantThatEnded() {
    // given
    world.disk("d");
    ApiResponse begun = world.post(diskPath("d") + "/beginGetAccess", grant("Read", 60));

    // when
    world.post(diskPath("d") + "/endGetAccess", "");

    // then
    assertThat(world.follow(begun, "Location").status()).isEqualTo(409);
    assertThat(at(world.get(diskPath("d")), "/properties/diskState").asText())
        .isEqualTo("Unattached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"access\":\"Read\"}",
        "{\"access\":\"None\",\"durationInSeconds\":60}",
        "{\"access\":\"Read\",\"durationInSeconds\":0}",
        "{\"access\":\"Read\",\"durationInSeconds\":1.5}",
        "{\"access\":\"Read\",\"durationInSeconds\":\"60\"}",
        "{\"access\":\"Read\",\"durationInSeconds\":31536001}"
      })
  void refusesGrantsThatMakeNoSense(String body) {
    // given
    world.disk("d");

    // when, then
    assertThat(world.post(diskPath("d") + "/beginGetAccess", body).status()).isEqualTo(400);
  }

  private static String grant(String access, int seconds) {
    return "{\"access\":\"%s\",\"durationInSeconds\":%d}".formatted(access, seconds);
  }

  // Moves.

  @Test
  void movesADiskToAnotherGroup() {
    // given
    world.group("other");
    world.disk("d");

    // when
    ApiResponse moved = move(diskPath("d"), groupPath(ONE, "other"));

    // then
    assertThat(moved.status()).isEqualTo(202);
    assertThat(at(world.follow(moved, "Azure-AsyncOperation"), "/status").asText())
        .isEqualTo("Succeeded");
    assertThat(world.follow(moved, "Location").status()).isEqualTo(204);
    assertThat(world.get(diskPath("d")).status()).isEqualTo(404);
    assertThat(world.get(diskPath("d").replace("/rg/", "/other/")).status()).isEqualTo(200);
  }

  @Test
  void tellsThatAMoveToAnotherSubscriptionGoesOn() {
    // given
    world.put(groupPath(TWO, "there"), "{\"location\":\"eastus\"}");
    world.disk("d");

    // when
    ApiResponse moved = move(diskPath("d"), groupPath(TWO, "there"));

    // then
    assertThat(at(world.follow(moved, "Azure-AsyncOperation"), "/status").asText())
        .isEqualTo("InProgress");
    assertThat(at(world.get(diskPath("d")), "/properties/provisioningState").asText())
        .isEqualTo("Updating");
  }

  private ApiResponse move(String resource, String group) {
    return world.post(
        groupPath(ONE, "rg") + "/moveResources",
        "{\"resources\":[\"%s\"],\"targetResourceGroup\":\"%s\"}".formatted(resource, group));
  }

  // Lists.

  @Test
  void listsByGroupAndBySubscriptionInPages() {
    // given
    int disks = Lists.PAGE_ITEMS + 1;
    for (int i = 0; i < disks; i++) {
      world.disk("d" + i);
    }
    String path = "/providers/Microsoft.Compute/disks";

    // when
    ApiResponse first = world.get(groupPath(ONE, "rg") + path);
    String next = at(first, "/nextLink").asText().substring("https://localhost:8443".length());
    ApiResponse second = world.send("GET", next, "");

    // then
    assertThat(at(first, "/value").size()).isEqualTo(Lists.PAGE_ITEMS);
    assertThat(at(second, "/value").size()).isEqualTo(1);
    assertThat(at(second, "/nextLink").isMissingNode()).isTrue();
    assertThat(at(world.get("/subscriptions/" + TWO + path), "/value").size()).isZero();
  }

  @Test
  void showsAGroupsReaderThatGroupAlone() {
    // given
    world.group("other");
    world.disk("d");
    world.put(
        groupPath(ONE, "other") + "/providers/Microsoft.Compute/disks/hidden",
        "{\"location\":\"eastus\",\"properties\":{\"diskSizeGB\":1,"
            + "\"creationData\":{\"createOption\":\"Empty\"}}}");

    // when
    world.signInWith(new RoleAssignment(Role.READER, new AccessScope(ONE, "rg")));
    ApiResponse all = world.get("/subscriptions/" + ONE + "/providers/Microsoft.Compute/disks");

    // then
    assertThat(at(all, "/value").findValuesAsText("name")).contains("d").doesNotContain("hidden");
    assertThat(world.get(groupPath(ONE, "other")).status()).isEqualTo(403);
    assertThat(world.delete(diskPath("d")).status()).isEqualTo(403);
    assertThat(at(world.get("/subscriptions"), "/value").size()).isEqualTo(1);
  }

  // Trouble.

  @Test
  void sendsACommandThatNobodyAnsweredOnceMore() {
    // given
    world.ledger.answerNothing(1);

    // when, then
    assertThat(world.disk("d").status()).isEqualTo(200);
  }

  @Test
  void saysThatItIsUnavailableWhenNobodyAnswers() {
    // given
    world.ledger.answerNothing(2);

    // when, then
    assertThat(world.disk("d").status()).isEqualTo(503);
    assertThat(world.disk("d").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "c25hcHNob3Q6eDp5Ono", "bW92ZTotOi06eDp5Ono", "Z3JhbnQ6LTotOi0", "é"})
  void knowsNoOperationsThatItDidNotStart(String operation) {
    // when, then
    assertThat(
            world
                .get(
                    "/subscriptions/%s/providers/Microsoft.Compute/locations/eastus/operations/%s"
                        .formatted(ONE, operation))
                .status())
        .isEqualTo(404);
  }
}
