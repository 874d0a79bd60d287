package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.deployment.template.PlannedResource;
import dev.snapledger.server.deployment.template.PreparedTemplate;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that goes on. Each step puts the resources whose turn has come and looks at those
 * that are not done yet; steps come one after the other. What others ask for is safe at any time.
 */
final class DeploymentRun {
  private final PreparedTemplate template;
  private final List<PlannedResource> resources;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Map<Integer, Progress> running = new HashMap<>();
  private final ResourceClient client;
  private final DeploymentStore store;
  private final InstantSource time;
  private volatile DeploymentRow row;
  private volatile boolean stopped;

  /**
   * A run.
   *
   * @param row the deployment as it was kept at its start
   */
  DeploymentRun(
      DeploymentRow row,
      PreparedTemplate template,
      ResourceClient client,
      DeploymentStore store,
      InstantSource time) {
    this.row = row;
    this.template = template;
    this.client = client;
    this.store = store;
    this.time = time;
    resources = enabled(template);
    for (int i = 0; i < resources.size(); i++) {
      places.put(resources.get(i).index(), i);
    }
  }

  static List<PlannedResource> enabled(PreparedTemplate template) {
    return template.resources().stream().filter(PlannedResource::enabled).toList();
  }

  /** The operations of a deployment that was not begun. */
  static List<OperationRow> operations(PreparedTemplate template, InstantSource time) {
    List<PlannedResource> all = enabled(template);
    Map<Integer, Integer> places = new HashMap<>();
    List<OperationRow> operations = new ArrayList<>();
    for (PlannedResource resource : all) {
      places.put(resource.index(), places.size());
    }
    for (PlannedResource resource : all) {
      operations.add(
          new OperationRow(
              new OperationRow.Target(resource.kind().type(), resource.name(), resource.id()),
              resource.dependencies().stream().map(places::get).toList(),
              OperationState.WAITING,
              null,
              time.instant(),
              0,
              null));
    }
    return operations;
  }

  /** The deployment as it is now. */
  DeploymentRow row() {
    return row;
  }

  /** Ends it: what was not tried is not tried any more. Nothing if it is at its end. */
  synchronized void cancel() {
    if (row.isActive() && !stopped) {
      stopped = true;
      keep(
          row.stopped(
              DeploymentState.CANCELED,
              time.instant(),
              DeploymentErrors.of(
                  "DeploymentCanceled", "expected the deployment to go on, but it was canceled")));
    }
  }

  /** Ends it without a trace. */
  synchronized void abandon() {
    stopped = true;
  }

  /** Does what can be done now; true if there will be more to do. */
  boolean step() {
    boolean more = true;
    while (more && !stopped) {
      boolean ended = look();
      more = startReady() || ended;
    }
    if (stopped) {
      return false;
    }
    if (!running.isEmpty()) {
      return true;
    }
    finish();
    return false;
  }

  /** Ends it because of a fault of the server. */
  void fail(String message) {
    ObjectNode error = DeploymentErrors.of("InternalServerError", message);
    end(row.stopped(DeploymentState.FAILED, time.instant(), error));
  }

  private OperationRow operation(int index) {
    return row.operations().get(index);
  }

  /** Looks at what is not done yet; true if something has come to its end. */
  private boolean look() {
    boolean ended = false;
    for (int index : Set.copyOf(running.keySet())) {
      Progress now = again(running.get(index), resources.get(index));
      if (!(now instanceof Progress.GoesOn)) {
        running.remove(index);
        note(index, now);
        ended = true;
      }
    }
    return ended;
  }

  private Progress again(@Nullable Progress before, PlannedResource resource) {
    return before instanceof Progress.GoesOn goesOn
        ? Progress.again(goesOn, resource, client)
        : Progress.done(200);
  }

  /** Tries what waits for nothing; true if something was tried or given up. */
  private boolean startReady() {
    boolean changed = false;
    for (int index = 0; index < resources.size() && !stopped; index++) {
      if (operation(index).state() == OperationState.WAITING) {
        changed |= startIfReady(index);
      }
    }
    return changed;
  }

  private boolean startIfReady(int index) {
    List<Integer> before = operation(index).dependsOn();
    for (int each : before) {
      OperationState state = operation(each).state();
      if (state == OperationState.FAILED || state == OperationState.SKIPPED) {
        skip(index, operation(each));
        return true;
      }
    }
    if (before.stream().anyMatch(each -> operation(each).state() != OperationState.SUCCEEDED)) {
      return false;
    }
    replace(row.with(index, operation(index).running(time.instant())));
    Progress progress = tried(resources.get(index));
    if (progress instanceof Progress.GoesOn) {
      running.put(index, progress);
    } else {
      note(index, progress);
    }
    return true;
  }

  private Progress tried(PlannedResource resource) {
    try {
      ApiResponse response = client.put(resource, template.body(resource, client));
      return Progress.of(response);
    } catch (ApiException e) {
      return new Progress.Failed(e.error().status(), e.error().json());
    } catch (TemplateException e) {
      return new Progress.Failed(
          400, DeploymentErrors.of("InvalidTemplate", DeploymentErrors.message(e)));
    }
  }

  private void skip(int index, OperationRow cause) {
    JsonNode error =
        DeploymentErrors.of(
            "DependencyFailed",
            "expected %s '%s' to be deployed before, but it was not"
                .formatted(cause.target().type(), cause.target().name()));
    end(
        row.with(
            index, operation(index).ended(OperationState.SKIPPED, time.instant(), 424, error)));
  }

  private void note(int index, Progress progress) {
    OperationRow ended =
        switch (progress) {
          case Progress.Done(int status) ->
              operation(index).ended(OperationState.SUCCEEDED, time.instant(), status, null);
          case Progress.Failed(int status, JsonNode error) ->
              operation(index)
                  .ended(
                      OperationState.FAILED,
                      time.instant(),
                      status,
                      template.secrets().hide(error));
          case Progress.GoesOn _ -> operation(index);
        };
    end(row.with(index, ended));
  }

  private void finish() {
    List<OperationRow> failures =
        row.operations().stream().filter(each -> each.state() == OperationState.FAILED).toList();
    if (!failures.isEmpty()) {
      ObjectNode error = DeploymentErrors.failed(failures, resources.size());
      end(row.ended(DeploymentState.FAILED, time.instant(), null, error));
      return;
    }
    try {
      ObjectNode outputs = template.outputs(client);
      end(row.ended(DeploymentState.SUCCEEDED, time.instant(), outputs, null));
    } catch (TemplateException e) {
      ObjectNode error =
          DeploymentErrors.of(
              "DeploymentFailed",
              "expected the outputs to be evaluated after all resources were deployed, but: "
                  + DeploymentErrors.message(e));
      end(row.ended(DeploymentState.FAILED, time.instant(), null, template.secrets().hide(error)));
    }
  }

  /** Keeps what came to an end, unless somebody has ended it otherwise meanwhile. */
  private synchronized void end(DeploymentRow changed) {
    if (!stopped) {
      keep(changed);
    }
  }

  private synchronized void replace(DeploymentRow changed) {
    if (!stopped) {
      row = changed;
    }
  }

  private void keep(DeploymentRow changed) {
    store.update(changed);
    row = changed;
  }
}
