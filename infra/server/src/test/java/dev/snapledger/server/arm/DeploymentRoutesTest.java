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
import dev.snapledger.server.http.ApiResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments over the real rules and views; they go on when a test says so. */
class DeploymentRoutesTest {
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

  // The article.

  @Test
  void deploysTheTemplateOfTheArticleAsItStands() {
    // given
    world.disk("d");

    // when
    ApiResponse put = world.put(path("First"), article());
    world.deploy();

    // then
    assertThat(put.status()).isEqualTo(201);
    assertThat(state(put)).isEqualTo("Running");
    assertThat(put.headers()).containsKeys("Azure-AsyncOperation", "Retry-After");
    ApiResponse snapshot = world.get(snapshotPath("d_snapshot1"));
    assertThat(at(snapshot, "/properties/incremental").asBoolean()).isTrue();
    assertThat(at(snapshot, "/location").asText()).isEqualTo("eastus");
    assertThat(operationStates("first")).containsExactly("Running");
    assertThat(at(world.follow(put, "Azure-AsyncOperation"), "/status").asText())
        .isEqualTo("Running");

    // when
    world.complete(snapshot);
    world.deploy();

    // then
    assertThat(at(world.follow(put, "Azure-AsyncOperation"), "/status").asText())
        .isEqualTo("Succeeded");
    ApiResponse found = world.get(path("FIRST"));
    assertThat(state(found)).isEqualTo("Succeeded");
    assertThat(at(found, "/name").asText()).isEqualTo("First");
    assertThat(at(found, "/properties/outputResources/0/id").asText())
        .isEqualTo(snapshotPath("d_snapshot1"));
    assertThat(at(found, "/properties/parameters/diskName/value").asText()).isEqualTo("d");
    assertThat(operationStates("first")).containsExactly("Succeeded");
  }

  @Test
  void doesNothingAgainWhenTheSameIsPutAgain() {
    // given
    world.disk("d");
    world.put(path("x"), article());
    world.deploy();
    world.complete(world.get(snapshotPath("d_snapshot1")));
    world.deploy();
    int decided = world.ledger.decided().size();

    // when
    ApiResponse again = world.put(path("x"), article());
    world.deploy();

    // then
    assertThat(again.status()).isEqualTo(200);
    assertThat(state(world.get(path("x")))).isEqualTo("Succeeded");
    assertThat(world.ledger.decided()).hasSize(decided);
  }

  @Test
  void waitsForASnapshotThatSomebodyElseBegan() {
    // given
    world.disk("d");
    ApiResponse begun = world.incremental("d", "d_snapshot1");

    // when
    world.put(path("x"), article());
    world.deploy();

    // then
    assertThat(operationStates("x")).containsExactly("Running");
    world.fail(begun);
    world.deploy();
    assertThat(operationStates("x")).containsExactly("Failed");
  }

  // Order and failures.

  @Test
  void makesResourcesInTheirOrderAndGivesOutputs() {
    // given
    String template =
        "{resources: [%s, %s], outputs: {size: {type: 'int', value: '[reference(''b'').diskSizeGB]'}}}"
            .formatted(
                DISK.formatted("b", "'a'", "'[add(reference(''a'').diskSizeGB, 1)]'"),
                DISK.formatted("a", "", "4"))
            .replace("''", "~")
            .replace('\'', '"')
            .replace('~', '\'');

    // when
    world.put(path("x"), body(template, "{}"));
    world.deploy();

    // then
    ApiResponse found = world.get(path("x"));
    assertThat(state(found)).isEqualTo("Succeeded");
    assertThat(at(found, "/properties/outputs/size/value").asLong()).isEqualTo(5);
    assertThat(at(found, "/properties/outputs/size/type").asText()).isEqualTo("Int");
    assertThat(at(found, "/properties/dependencies/0/dependsOn/0/resourceName").asText())
        .isEqualTo("a");
  }

  @Test
  void tellsWhatFailedAndTriesNothingThatNeedsIt() {
    // when
    world.put(
        path("x"),
        resources(
            DISK.formatted("a", "", "0"),
            DISK.formatted("b", "'a'", "4"),
            DISK.formatted("c", "'b'", "4"),
            DISK.formatted("d", "", "4")));
    world.deploy();

    // then
    ApiResponse found = world.get(path("x"));
    assertThat(state(found)).isEqualTo("Failed");
    assertThat(at(found, "/properties/error/code").asText()).isEqualTo("DeploymentFailed");
    assertThat(at(found, "/properties/error/details/0/code").asText())
        .isEqualTo("InvalidParameter");
    assertThat(at(found, "/properties/error/details/0/details/0/code").asText())
        .isEqualTo("InvalidArgument");
    assertThat(at(found, "/properties/error/details/0/target").asText()).isEqualTo(diskPath("a"));
    assertThat(operationStates("x")).containsExactly("Failed", "Canceled", "Canceled", "Succeeded");
    JsonNode operations = at(world.get(path("x") + "/operations"), "/value");
    assertThat(operations.at("/0/properties/statusCode").asText()).isEqualTo("BadRequest");
    assertThat(operations.at("/1/properties/statusMessage/error/code").asText())
        .isEqualTo("DependencyFailed");
    assertThat(world.get(diskPath("b")).status()).isEqualTo(404);
    assertThat(world.get(diskPath("d")).status()).isEqualTo(200);
  }

  @Test
  void tellsOfASnapshotThatFailedLater() {
    // given
    world.disk("d");
    ApiResponse put = world.put(path("x"), article());
    world.deploy();

    // when
    world.fail(world.get(snapshotPath("d_snapshot1")));
    world.deploy();

    // then
    ApiResponse status = world.follow(put, "Azure-AsyncOperation");
    assertThat(at(status, "/status").asText()).isEqualTo("Failed");
    assertThat(at(status, "/error/details/0/message").asText()).contains("no space");
  }

  @Test
  void showsOneOperationUnderBothPaths() {
    // given
    world.put(path("x"), resources(DISK.formatted("a", "", "4")));
    world.deploy();
    String id = at(world.get(path("x") + "/operations"), "/value/0/operationId").asText();
    String other = groupPath(ONE, "rg") + "/deployments/x/operations";

    // when, then
    assertThat(world.get(other)).isEqualTo(world.get(path("x") + "/operations"));
    assertThat(at(world.get(other + "/" + id), "/properties/targetResource/id").asText())
        .isEqualTo(diskPath("a"));
    assertThat(world.get(path("x") + "/operations/none").status()).isEqualTo(404);
    assertThat(world.get(path("x") + "/operationStatuses/none").status()).isEqualTo(404);
  }

  @Test
  void failsWhenTheOutputsCannotBeEvaluated() {
    // when
    world.put(
        path("x"),
        body(
            "{resources: [], outputs: {o: {type: \"int\", value: \"[reference('%s').diskSizeGB]\"}}}"
                .formatted(diskPath("none")),
            "{}"));
    world.deploy();

    // then
    ApiResponse found = world.get(path("x"));
    assertThat(state(found)).isEqualTo("Failed");
    assertThat(at(found, "/properties/error/message").asText()).contains("ResourceNotFound");
  }
}
