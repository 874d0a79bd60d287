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

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import dev.snapledger.server.http.ApiResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a deployment is only looked at, and what is refused before anything is made. */
class DeploymentRefusalsTest {
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

  // What is refused before anything is made.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                                        | InvalidParameter |"
            + " 'properties'",
        "{properties: {}}                                          | InvalidParameter |"
            + " 'properties.template'",
        "{properties: {template: []}}                              | InvalidParameter | an object",
        "{properties: {mode: `Complete`, template: {resources: []}}} | InvalidParameter |"
            + " Incremental",
        "{properties: {templateLink: {}, template: {resources: []}}} | InvalidParameter | not"
            + " served",
        "{properties: {template: {resources: [{type: `a`}]}}}      | InvalidTemplate  |"
            + " resources[0]",
        "{properties: {template: {resources: []}, parameters: {x: {value: 1}}}} | InvalidTemplate |"
            + " 'x'",
        "{properties: {template: {resources: [], variables: {a: `[x()]`}}}} | InvalidTemplate | at"
            + " column 2",
        "[]                                                        | InvalidRequestContent |"
            + " object",
      })
  void refusesWhatCannotBeDeployed(String body, String code, String message) {
    // when
    ApiResponse put = world.put(path("x"), body.replace('`', '"'));
    ApiResponse validated = world.post(path("x") + "/validate", body.replace('`', '"'));

    // then
    assertThat(put.status()).isEqualTo(400);
    assertThat(at(put, "/error/code").asText()).isEqualTo(code);
    assertThat(at(put, "/error/message").asText()).contains(message);
    assertThat(validated).isEqualTo(put);
    assertThat(world.get(path("x")).status()).isEqualTo(404);
  }

  @Test
  void refusesUnsoundNamesAndMissingGroups() {
    // when, then
    assertThat(at(world.put(path("a b"), article()), "/error/code").asText())
        .isEqualTo("InvalidDeploymentName");
    assertThat(world.put(path("a".repeat(64)), article()).status()).isEqualTo(201);
    assertThat(world.put(path("a".repeat(65)), article()).status()).isEqualTo(400);
    assertThat(world.put(path("x.").replace("/rg/", "/rg/"), article()).status()).isEqualTo(400);
    assertThat(world.put(path("x").replace("/rg/", "/none/"), article()).status()).isEqualTo(404);
  }

  @Test
  void readsTextOverSeveralLines() {
    // given
    world.disk("d");
    String lines = article().replace("[concat( parameters", "[concat(\n   parameters");

    // when, then
    assertThat(world.put(path("x"), lines).status()).isEqualTo(201);
  }

  // Who may.

  @Test
  void asksTheRolesOfTheCallerForEachResource() {
    // given
    world.disk("d");
    world.signInWith(new RoleAssignment(Role.SNAPSHOT_CONTRIBUTOR, new AccessScope(ONE, "rg")));

    // when
    ApiResponse snapshot = world.put(path("s"), article());
    ApiResponse disk = world.put(path("d"), resources(DISK.formatted("e", "", "4")));
    world.deploy();

    // then
    assertThat(snapshot.status()).isEqualTo(201);
    assertThat(world.get(snapshotPath("d_snapshot1")).status()).isEqualTo(200);
    assertThat(disk.status()).isEqualTo(403);
    assertThat(world.get(path("d")).status()).isEqualTo(404);
  }

  @Test
  void letsReadersLookOnly() {
    // given
    world.put(path("x"), resources(DISK.formatted("a", "", "4")));
    world.deploy();
    world.signInWith(new RoleAssignment(Role.READER, new AccessScope(ONE, "rg")));

    // when, then
    assertThat(world.get(path("x")).status()).isEqualTo(200);
    assertThat(world.put(path("y"), article()).status()).isEqualTo(403);
    assertThat(world.post(path("x") + "/validate", article()).status()).isEqualTo(403);
    assertThat(world.delete(path("x")).status()).isEqualTo(403);
  }

  @Test
  void readsTheSourceWithTheRolesOfTheCaller() {
    // given
    world.put(groupPath(ONE, "other"), "{\"location\":\"eastus\"}");
    world.disk("d");
    world.signInWith(new RoleAssignment(Role.CONTRIBUTOR, new AccessScope(ONE, "other")));
    String there = path("x").replace("/rg/", "/other/");

    // when
    world.put(there, article());
    world.deploy();

    // then
    assertThat(at(world.get(there), "/properties/error/details/0/code").asText())
        .isEqualTo("AuthorizationFailed");
  }

  // What is only looked at.

  @Test
  void validatesWithoutMakingAnything() {
    // given
    world.disk("d");

    // when
    ApiResponse validated = world.post(path("x") + "/validate", article());
    world.deploy();

    // then
    assertThat(validated.status()).isEqualTo(200);
    assertThat(state(validated)).isEqualTo("Succeeded");
    assertThat(at(validated, "/properties/validatedResources/0/id").asText())
        .isEqualTo(snapshotPath("d_snapshot1"));
    assertThat(world.get(snapshotPath("d_snapshot1")).status()).isEqualTo(404);
    assertThat(world.get(path("x")).status()).isEqualTo(404);
  }

  @Test
  void saysWhatWouldChange() {
    // given
    world.disk("same");
    world.disk("larger");
    world.patch(diskPath("larger"), "{\"tags\":{\"k\":\"v\"}}");
    world.disk("ignored");

    // when
    ApiResponse answer =
        world.post(
            path("x") + "/whatIf",
            resources(
                DISK.formatted("same", "", "4"),
                DISK.formatted("larger", "", "5"),
                DISK.formatted("new", "", "4")));

    // then
    JsonNode changes = at(answer, "/properties/changes");
    assertThat(changes.findValuesAsText("changeType"))
        .containsExactly("NoChange", "Modify", "Create", "Ignore");
    JsonNode modified = changes.path(1);
    assertThat(modified.path("delta").findValuesAsText("path"))
        .containsExactly("properties.diskSizeGB", "tags.k");
    assertThat(modified.at("/delta/0/before").asInt()).isEqualTo(4);
    assertThat(modified.at("/after/properties/diskSizeGB").asInt()).isEqualTo(5);
    assertThat(modified.at("/delta/1/propertyChangeType").asText()).isEqualTo("Delete");
    assertThat(changes.at("/2/after/name").asText()).isEqualTo("new");
    assertThat(changes.at("/3/resourceId").asText()).isEqualTo(diskPath("ignored"));
    assertThat(world.get(diskPath("new")).status()).isEqualTo(404);
  }
}
