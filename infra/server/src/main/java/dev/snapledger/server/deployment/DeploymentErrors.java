package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.Json;
import java.util.List;

/** What is wrong with deployments, as Azure clients read it. */
final class DeploymentErrors {
  private DeploymentErrors() {}

  /** A template that cannot be used. */
  static ApiException invalid(TemplateException e) {
    return new ApiError(400, "InvalidTemplate", message(e), e.path(), List.of()).thrown();
  }

  static String message(TemplateException e) {
    return String.valueOf(e.getMessage());
  }

  /** A field of the request that cannot be used. */
  static ApiException wrong(String field, String expected, String found) {
    return new ApiError(
            400,
            "InvalidParameter",
            "expected %s in '%s', but found %s".formatted(expected, field, found),
            field,
            List.of())
        .thrown();
  }

  static ApiException notFound(String name) {
    return new ApiError(
            404,
            "DeploymentNotFound",
            "expected deployment '%s' in the resource group, but there is none".formatted(name))
        .thrown();
  }

  static ApiException active(String name) {
    return new ApiError(
            409,
            "DeploymentActive",
            "expected deployment '%s' to be at its end, but it is running".formatted(name))
        .thrown();
  }

  static ApiException ended(DeploymentRow row) {
    return new ApiError(
            409,
            "DeploymentCannotBeCancelled",
            "expected deployment '%s' to run, but found it %s"
                .formatted(row.place().name(), row.state().text()))
        .thrown();
  }

  /** A template that gives other resources than when its deployment was begun. */
  static ApiException otherResources(String name) {
    return new ApiError(
            409,
            "Conflict",
            "expected the template of deployment '%s' to give the same resources as at its start,"
                    .formatted(name)
                + " but found others")
        .thrown();
  }

  /** Whoever asked for a deployment is nobody any more. */
  static ApiException noRequester(String client) {
    return new ApiError(
            403,
            "AuthorizationFailed",
            "expected client '%s', who asked for it, to be known, but it is no more"
                .formatted(client))
        .thrown();
  }

  static ApiException noOperation() {
    return new ApiError(
            404, "OperationNotFound", "expected an operation of this deployment, but found none")
        .thrown();
  }

  static ObjectNode of(String code, String message) {
    return Json.object().put("code", code).put("message", message);
  }

  /** The error of a deployment, of those of its resources. */
  static ObjectNode failed(List<OperationRow> failures, int all) {
    ObjectNode error =
        of(
            "DeploymentFailed",
            "expected all %d resources to be deployed, but %d failed; the operations of the deployment say more"
                .formatted(all, failures.size()));
    ArrayNode details = error.putArray("details");
    for (OperationRow failure : failures) {
      if (failure.error() != null) {
        ObjectNode detail = failure.error().deepCopy();
        details.add(detail.put("target", failure.target().id()));
      }
    }
    return error;
  }
}
