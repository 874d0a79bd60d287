package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.arm.Call;
import dev.snapledger.server.arm.ControlPlane;
import dev.snapledger.server.arm.GroupRow;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.auth.TokenNames;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.template.DeploymentContext;
import dev.snapledger.server.deployment.template.PlannedResource;
import dev.snapledger.server.deployment.template.PreparedTemplate;
import dev.snapledger.server.http.Json;
import java.net.URI;
import java.time.Instant;
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
   * @param requester who asked for it
   */
  record Prepared(
      DeploymentRow row, PreparedTemplate template, ResourceClient client, Requester requester) {}

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
    Instant now = time.instant();
    PreparedTemplate template =
        permitted(call.caller(), call.groupScope(), request, context(place, group, now));
    var row =
        new DeploymentRow(
            place,
            new DeploymentRow.Request(
                plane.freshId().toString(),
                now,
                request.templateHash(),
                template.parameters(),
                request.tags()),
            DeploymentState.RUNNING,
            now,
            DeploymentRun.operations(template, time),
            null,
            null);
    var client =
        new ResourceClient(
            plane.actingFor(call.caller()), call.request().base(), call.request().remoteAddress());
    return new Prepared(row, template, client, Requester.of(call.caller()));
  }

  /**
   * Looks at the template of a deployment that was left before its end, which gives the same as
   * before: what differs from time to time is in values of parameters, and they were kept.
   *
   * @param caller who asked for it, with the roles of now
   * @param base where links begin
   * @throws dev.snapledger.server.http.ApiException if it cannot go on: a value was not kept as it
   *     is secure, a role or the group is gone
   */
  Prepared again(DeploymentStore.Left left, Caller caller, URI base) {
    DeploymentRow row = left.row();
    DeploymentRow.Request request = row.request();
    GroupRow group = plane.group(row.place().subscription(), row.place().group());
    var scope = new AccessScope(row.place().subscription(), group.name());
    caller.require(Action.DEPLOY, scope);
    caller.require(Action.READ, scope);
    PreparedTemplate template =
        permitted(
            caller,
            scope,
            new DeploymentRequest(
                Json.readObject(left.template()), request.parameters(), request.tags()),
            context(row.place(), group, request.started()));
    if (!DeploymentRun.operations(template, time).stream()
        .map(OperationRow::target)
        .toList()
        .equals(row.operations().stream().map(OperationRow::target).toList())) {
      throw DeploymentErrors.otherResources(row.place().name());
    }
    var client = new ResourceClient(plane.actingFor(caller), base, caller.remoteAddress());
    return new Prepared(row.again(time.instant()), template, client, left.requester());
  }

  private PreparedTemplate permitted(
      Caller caller, AccessScope scope, DeploymentRequest request, DeploymentContext context) {
    PreparedTemplate template = evaluated(request, context);
    for (PlannedResource resource : DeploymentRun.enabled(template)) {
      caller.require(actionOn(resource), scope);
    }
    return template;
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

  private DeploymentContext context(DeploymentRow.Place place, GroupRow group, Instant started) {
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
    return new DeploymentContext(subscription, resourceGroup, deployment, started, plane::freshId);
  }
}
