package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.http.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a resource stays as it was made, whatever a later PUT says. */
final class Unchangeable {
  private Unchangeable() {}

  /**
   * Refuses a body that says otherwise.
   *
   * @param present the resource as it is shown
   * @throws dev.snapledger.server.http.ApiException with status 409
   */
  static void check(JsonNode present, Body body) {
    check("location", present.path("location").asText(), body.location());
    check(
        "properties.creationData.createOption",
        present.at("/properties/creationData/createOption").asText(),
        body.text("properties.creationData.createOption"));
    check(
        "properties.creationData.sourceResourceId",
        present.at("/properties/creationData/sourceResourceId").asText(),
        body.text("properties.creationData.sourceResourceId"));
    Boolean incremental = body.flag("properties.incremental");
    check(
        "properties.incremental",
        Boolean.toString(present.at("/properties/incremental").asBoolean()),
        incremental == null ? null : incremental.toString());
  }

  private static void check(String field, String present, @Nullable String asked) {
    if (asked != null && !asked.equalsIgnoreCase(present)) {
      throw new ApiError(
              409,
              "PropertyChangeNotAllowed",
              "expected '%s' to stay '%s', but found '%s'".formatted(field, present, asked),
              field,
              List.of())
          .thrown();
    }
  }
}
