package dev.snapledger.server.arm;

import static dev.snapledger.server.arm.ArmWorld.ONE;
import static dev.snapledger.server.arm.ArmWorld.at;
import static dev.snapledger.server.arm.ArmWorld.diskPath;
import static dev.snapledger.server.arm.ArmWorld.groupPath;
import static dev.snapledger.server.arm.ArmWorld.snapshotPath;
import static dev.snapledger.server.arm.DeploymentBodies.DISK;
import static dev.snapledger.server.arm.DeploymentBodies.article;
import static dev.snapledger.server.arm.DeploymentBodies.body;
import static dev.snapledger.server.arm.DeploymentBodies.path;
import static dev.snapledger.server.arm.DeploymentBodies.resources;
import static dev.snapledger.server.arm.DeploymentBodies.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import dev.snapledger.server.http.ApiResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of deployments, and for how long. */
class DeploymentHistoryTest {
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

  private List<String> operationStates(String name) {
    return at(world.get(path(name) + "/operations"), "/value")
        .valueStream()
        .map(each -> each.at("/properties/provisioningState").asText())
        .toList();
  }

  // Secrets.

  @Test
  void keepsShowsAndTellsNoSecret() throws IOException {
    // given
    String disk =
        DISK.formatted("a", "", "4").replace("[resourceGroup().location]", "[parameters(`s`)]");

    // when
    String put =
        body(
            ("{parameters: {s: {type: 'secureString', defaultValue: 'hidden-default'}}, resources:"
                    + " [%s], outputs: {o: {type: 'string', value: '[parameters(`s`)]'}}}")
                .formatted(disk)
                .replace('\'', '"')
                .replace('`', '\''),
            "{\"s\": {\"value\": \"hush-hush\"}}");
    ApiResponse answer = world.put(path("x"), put);
    world.deploy();

    // then
    assertThat(answer.status()).isEqualTo(201);
    assertThat(String.valueOf(answer.body())).doesNotContain("hush");
    assertThat(state(world.get(path("x")))).isEqualTo("Failed");
    assertThat(String.valueOf(world.get(path("x")).body())).doesNotContain("hush");
    assertThat(String.valueOf(world.post(path("x") + "/whatIf", put).body()))
        .doesNotContain("hush");
    try (Stream<Path> files = Files.walk(folder.resolve("http/deployments"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("hush", "hidden-default");
      }
    }
  }

  // Being kept.

  @Test
  void keepsDeploymentsOverARestart() {
    // given
    world.put(path("x"), resources(DISK.formatted("a", "", "4")));
    world.deploy();
    ApiResponse before = world.get(path("x"));

    // when
    world.restart();

    // then
    assertThat(world.get(path("x"))).isEqualTo(before);
    assertThat(at(world.post(path("x") + "/exportTemplate", ""), "/template/resources").size())
        .isEqualTo(1);
    assertThat(world.send("HEAD", path("x") + "?api-version=2021-04-01", "").status())
        .isEqualTo(204);
    assertThat(world.send("HEAD", path("y") + "?api-version=2021-04-01", "").status())
        .isEqualTo(404);
  }

  @Test
  void goesOnAfterAStop() {
    // given: a snapshot that is being made, and a disk that waits for it.
    world.disk("d");
    world.put(path("x"), snapshotThenCopy(""));
    world.deploy();

    // when
    world.pass(Duration.ofHours(1));
    world.restart();
    world.deploy();
    ApiResponse found = world.get(path("x"));
    List<String> before = operationStates("x");
    world.complete(world.get(snapshotPath("s")));
    world.deploy();

    // then
    assertThat(state(found)).isEqualTo("Running");
    assertThat(before).containsExactly("Running", "Accepted");
    assertThat(state(world.get(path("x")))).isEqualTo("Succeeded");
    assertThat(operationStates("x")).containsExactly("Succeeded", "Succeeded");
    assertThat(at(world.get(path("x")), "/properties/correlationId"))
        .isEqualTo(at(found, "/properties/correlationId"));
    assertThat(at(world.get(path("x")), "/properties/outputs/when/value").asText())
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(world.get(diskPath("copy")).status()).isEqualTo(200);
  }

  @Test
  void goesOnThoughAnotherOneCannotBeRead() throws IOException {
    // given
    world.disk("d");
    world.put(path("a"), resources(DISK.formatted("made-by-a", "", "4")));
    world.put(path("b"), resources(DISK.formatted("made-by-b", "", "4")));
    Path broken =
        folder.resolve("http/deployments").resolve(ONE.toString()).resolve("rg/a/template.json");
    Files.delete(broken);
    Files.createDirectory(broken);

    // when
    world.restart();
    world.deploy();

    // then
    assertThat(state(world.get(path("a")))).isEqualTo("Failed");
    assertThat(at(world.get(path("a")), "/properties/error/code").asText())
        .isEqualTo("DeploymentInterrupted");
    assertThat(state(world.get(path("b")))).isEqualTo("Succeeded");
    assertThat(world.get(diskPath("made-by-b")).status()).isEqualTo(200);
  }

  @Test
  void doesNotTakeUpWhatCameToItsEnd() {
    // given
    world.disk("d");
    world.put(path("x"), snapshotThenCopy(""));
    world.deploy();
    world.post(path("x") + "/cancel", "");

    // when
    world.restart();
    world.complete(world.get(snapshotPath("s")));
    world.deploy();

    // then
    assertThat(state(world.get(path("x")))).isEqualTo("Canceled");
    assertThat(world.get(diskPath("copy")).status()).isEqualTo(404);
  }

  @Test
  void saysThatAStopInterruptedOneWithASecret() {
    // given
    world.disk("d");
    world.put(
        path("x"), snapshotThenCopy(",\"key\":{\"type\":\"secureString\",\"defaultValue\":\"k\"}"));
    world.deploy();

    // when
    world.restart();
    world.deploy();
    ApiResponse found = world.get(path("x"));

    // then
    assertThat(state(found)).isEqualTo("Failed");
    assertThat(at(found, "/properties/error/code").asText()).isEqualTo("DeploymentInterrupted");
    assertThat(operationStates("x")).containsExactly("Canceled", "Canceled");
    world.complete(world.get(snapshotPath("s")));
    assertThat(world.put(path("x"), snapshotThenCopy("")).status()).isEqualTo(200);
    world.deploy();
    assertThat(state(world.get(path("x")))).isEqualTo("Succeeded");
  }

  @Test
  void doesNotGoOnForWhoIsNobodyAnyMore() {
    // given
    world.disk("d");
    world.signInWith(new RoleAssignment(Role.CONTRIBUTOR, AccessScope.of(ONE)));
    world.put(path("x"), snapshotThenCopy(""));
    world.deploy();

    // when
    world.forgetClient();
    world.restart();
    world.deploy();
    world.signInWith(new RoleAssignment(Role.READER, AccessScope.of(ONE)));
    ApiResponse found = world.get(path("x"));

    // then
    assertThat(state(found)).isEqualTo("Failed");
    assertThat(at(found, "/properties/error/code").asText()).isEqualTo("DeploymentInterrupted");
  }

  /** A snapshot of a disk, then a disk made of it, and when that was asked for. */
  private static String snapshotThenCopy(String moreParameters) {
    String snapshot =
        """
        {"type": "Microsoft.Compute/snapshots", "apiVersion": "2023-04-02", "name": "s",
         "location": "eastus",
         "properties": {"incremental": true, "creationData": {"createOption": "Copy",
           "sourceResourceId": "[resourceId('Microsoft.Compute/disks', 'd')]"}}}
        """;
    String copy =
        """
        {"type": "Microsoft.Compute/disks", "apiVersion": "2023-04-02", "name": "copy",
         "location": "eastus", "dependsOn": ["s"],
         "properties": {"creationData": {"createOption": "Copy",
           "sourceResourceId": "[resourceId('Microsoft.Compute/snapshots', 's')]"}}}
        """;
    return """
    {"properties": {"mode": "Incremental", "template": {
      "parameters": {"now": {"type": "string",
        "defaultValue": "[utcNow('yyyy-MM-ddTHH:mm:ssZ')]"}%s},
      "resources": [%s, %s],
      "outputs": {"when": {"type": "string", "value": "[parameters('now')]"}}}}}
    """
        .formatted(moreParameters, snapshot, copy);
  }

  @Test
  void leavesOneThatRunsAlone() {
    // given
    world.disk("d");
    world.put(path("x"), article());
    world.deploy();

    // when, then
    assertThat(at(world.put(path("X"), article()), "/error/code").asText())
        .isEqualTo("DeploymentActive");
    assertThat(world.delete(path("x")).status()).isEqualTo(409);
    assertThat(world.post(path("x") + "/cancel", "").status()).isEqualTo(204);
    assertThat(state(world.get(path("x")))).isEqualTo("Canceled");
    world.deploy();
    assertThat(world.post(path("x") + "/cancel", "").status()).isEqualTo(409);
    assertThat(world.delete(path("x")).status()).isEqualTo(204);
    assertThat(world.get(path("x")).status()).isEqualTo(404);
    assertThat(world.delete(path("x")).status()).isEqualTo(204);
  }

  @Test
  void forgetsDeploymentsWithTheirGroup() {
    // given
    world.put(path("x"), resources(DISK.formatted("a", "", "4")));
    world.deploy();
    world.put(path("running"), resources(DISK.formatted("b", "", "4")));

    // when
    world.delete(groupPath(ONE, "rg"));
    world.deploy();

    // then
    world.group("rg");
    assertThat(world.get(path("x")).status()).isEqualTo(404);
    assertThat(world.get(path("running")).status()).isEqualTo(404);
    assertThat(world.get(diskPath("b")).status()).isEqualTo(404);
  }

  @Test
  void listsByStateAndPageByPage() {
    // given
    for (int i = 0; i < 51; i++) {
      world.put(path("x%02d".formatted(i)), resources());
      world.deploy();
    }
    world.put(path("failed"), resources(DISK.formatted("a", "", "0")));
    world.deploy();
    String all = path("").substring(0, path("").length() - 1);

    // when
    ApiResponse first = world.get(all);
    ApiResponse second =
        world.send(
            "GET",
            at(first, "/nextLink").asText().substring("https://localhost:8443".length()),
            "");
    ApiResponse failed =
        world.get(all + "?api-version=2021-04-01&%24filter=provisioningState eq 'Failed'");

    // then
    assertThat(at(first, "/value").size() + at(second, "/value").size()).isEqualTo(52);
    assertThat(at(second, "/nextLink").isMissingNode()).isTrue();
    assertThat(at(failed, "/value").findValuesAsText("name")).contains("failed").hasSize(1);
    assertThat(world.get(all + "?api-version=2021-04-01&%24filter=x").status()).isEqualTo(400);
    assertThat(at(world.get(all + "?api-version=2021-04-01&%24top=2"), "/value").size())
        .isEqualTo(2);
  }

  @Test
  void keepsTheYoungestEightHundred() throws IOException {
    // given
    world.put(path("oldest"), resources());
    world.deploy();
    Path group = folder.resolve("http/deployments").resolve(ONE.toString()).resolve("rg");
    Path oldest = group.resolve("oldest/deployment.json");
    Files.setLastModifiedTime(oldest, FileTime.from(Instant.EPOCH));
    for (int i = 1; i < 799; i++) {
      Path copy = Files.createDirectory(group.resolve("x" + i));
      Files.copy(oldest, copy.resolve("deployment.json"));
    }

    // when, then
    world.put(path("last"), resources());
    assertThat(world.get(path("oldest")).status()).isEqualTo(200);
    world.put(path("more"), resources());
    assertThat(world.get(path("oldest")).status()).isEqualTo(404);
    try (Stream<Path> kept = Files.list(group)) {
      assertThat(kept).hasSize(800);
    }
  }

  @Test
  void refusesMoreThanAreServedAtATime() {
    // given
    for (int i = 0; i < 32; i++) {
      assertThat(world.put(path("x" + i), resources()).status()).isEqualTo(201);
    }

    // when
    ApiResponse refused = world.put(path("more"), resources());

    // then
    assertThat(refused.status()).isEqualTo(503);
    assertThat(world.get(path("more")).status()).isEqualTo(404);
    world.deploy();
    assertThat(world.put(path("more"), resources()).status()).isEqualTo(201);
  }
}
