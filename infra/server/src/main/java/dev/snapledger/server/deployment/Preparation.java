package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.arm.Call;
import dev.snapledger.server.arm.ControlPlane;
import dev.snapledger.server.arm.GroupRow;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.auth.TokenNames;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.template.DeploymentContext;
import dev.snapledger.server.deployment.template.PlannedResource;
import dev.snapledger.server.deployment.template.PreparedTemplate;
import dev.snapledger.server.http.Json;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** Everything about a deployment that is looked at before something is made. */
final class Preparation {
  private final ControlPlane plane;
  private final InstantSource time;
  private final Semaphore evaluations = new Semaphore(DeploymentLimits.EVALUATIONS_MAX);

  Preparation(ControlPlane plane, InstantSource time) {
    this.plane = plane;
    this.time = time;
  }

  /**
   * A deployment that can be started.
   *
   * @param row the deployment, not begun
   * @param template its template
   * @param client sends its requests
   */
  record Prepared(DeploymentRow row, PreparedTemplate template, ResourceClient client) {}

  /** What is asked for, if the caller may ask. */
  DeploymentRequest request(Call call) {
    call.caller().require(Action.DEPLOY, call.groupScope());
    call.caller().require(Action.READ, call.groupScope());
    plane.group(call.subscription(), call.group());
    return DeploymentRequest.of(call.request().body());
  }

  /**
   * Looks at the template.
   *
   * @throws dev.snapledger.server.http.ApiException if something is wrong with it, or the caller
   *     may not make what is in it
   */
  Prepared prepare(Call call, DeploymentRequest request) {
    GroupRow group = plane.group(call.subscription(), call.group());
    var place = new DeploymentRow.Place(call.subscription(), group.name(), call.path().of("name"));
    place.key(); // Its name is checked before anything else.
    PreparedTemplate template = evaluated(request, context(place, group));
    for (PlannedResource resource : DeploymentRun.enabled(template)) {
      call.caller().require(actionOn(resource), call.groupScope());
    }
    var row =
        new DeploymentRow(
            place,
            new DeploymentRow.Request(
                plane.freshId().toString(),
                time.instant(),
                request.templateHash(),
                template.parameters(),
                request.tags()),
            DeploymentState.RUNNING,
            time.instant(),
            DeploymentRun.operations(template, time),
            null,
            null);
    var client =
        new ResourceClient(
            plane.actingFor(call.caller()), call.request().base(), call.request().remoteAddress());
    return new Prepared(row, template, client);
  }

  private static Action actionOn(PlannedResource resource) {
    return switch (resource.kind()) {
      case DISK -> Action.WRITE_DISKS;
      case SNAPSHOT -> Action.WRITE_SNAPSHOTS;
    };
  }

  private PreparedTemplate evaluated(DeploymentRequest request, DeploymentContext context) {
    evaluations.acquireUninterruptibly();
    try {
      return PreparedTemplate.of(request.template(), request.parameters(), context);
    } catch (TemplateException e) {
      throw DeploymentErrors.invalid(e);
    } finally {
      evaluations.release();
    }
  }

  private DeploymentContext context(DeploymentRow.Place place, GroupRow group) {
    ObjectNode subscription = Json.object();
    subscription
        .put("id", "/subscriptions/" + place.subscription())
        .put("subscriptionId", place.subscription().toString())
        .put("tenantId", TokenNames.TENANT);
    ObjectNode resourceGroup = Json.object();
    resourceGroup
        .put("id", place.groupId())
        .put("name", group.name())
        .put("type", "Microsoft.Resources/resourceGroups")
        .put("location", group.location());
    new TreeMap<>(group.tags()).forEach(resourceGroup.putObject("tags")::put);
    resourceGroup.putObject("properties").put("provisioningState", "Succeeded");
    ObjectNode deployment = Json.object();
    deployment
        .put("name", place.name())
        .putObject("properties")
        .put("mode", "Incremental")
        .put("provisioningState", "Running");
    return new DeploymentContext(
        subscription, resourceGroup, deployment, time.instant(), plane::freshId);
  }
}
