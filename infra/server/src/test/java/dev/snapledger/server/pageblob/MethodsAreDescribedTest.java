package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.openapi.OpenApiDocument;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data plane and the OpenAPI document have the same methods and error codes. */
class MethodsAreDescribedTest {
  @TempDir Path folder;

  private final JsonNode paths = OpenApiDocument.read().path("paths");

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"})
  void ofADisk(String method) throws Exception {
    // given
    boolean described = paths.path("/md-disks/{region}/{id}").has(method.toLowerCase(Locale.ROOT));
    String query = method.equals("PUT") ? "?comp=page" : "";

    // when
    String outcome;
    try (DataPlane plane = DataPlane.in(folder)) {
      outcome =
          Http.outcome(
              Http.send(
                  method,
                  plane.address()
                      + "/md-disks/westeurope/00000000-0000-0000-0000-000000000001"
                      + query));
    }

    // then
    assertThat(outcome)
        .isEqualTo(described ? "401 NoAuthenticationInformation" : "405 UnsupportedHttpVerb");
  }

  @Test
  void ofASnapshotExceptForWriting() {
    // when, then
    assertThat(paths.path("/md-snapshots/{region}/{id}").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("parameters", "get", "head");
  }
}
