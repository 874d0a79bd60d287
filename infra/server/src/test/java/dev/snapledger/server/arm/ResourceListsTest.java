package dev.snapledger.server.arm;

import static dev.snapledger.server.arm.ArmWorld.ONE;
import static dev.snapledger.server.arm.ArmWorld.at;
import static dev.snapledger.server.arm.ArmWorld.diskPath;
import static dev.snapledger.server.arm.ArmWorld.groupPath;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import dev.snapledger.server.http.ApiResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings of disks and snapshots together. */
class ResourceListsTest {
  private static final String ALL = "/subscriptions/" + ONE + "/resources";
  private static final String SERVER = "https://localhost:8443";

  @TempDir Path folder;
  private ArmWorld world;

  @BeforeEach
  void start() throws Exception {
    world = new ArmWorld(folder);
    world.group("rg");
    world.group("other");
    world.disk("d");
    world.complete(world.incremental("d", "s"));
    world.put(
        groupPath(ONE, "other") + "/providers/Microsoft.Compute/disks/tagged",
        """
        {"location": "westus", "tags": {"app": "it's"},
         "properties": {"diskSizeGB": 1, "creationData": {"createOption": "Empty"}}}\
        """);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void listsWhatASubscriptionAndAGroupHave() {
    // when, then
    assertThat(namesOf(ALL, "")).containsExactlyInAnyOrder("d", "tagged", "s");
    assertThat(namesOf(groupPath(ONE, "RG") + "/resources", "")).containsExactly("d", "s");
    assertThat(world.get(groupPath(ONE, "none") + "/resources").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "resourceType eq 'microsoft.compute/SNAPSHOTS',s",
        "resourceType eq 'Microsoft.Compute/virtualMachines',",
        "resourceGroup eq 'Other',tagged",
        "name eq 'D',d",
        "location eq 'West US',tagged",
        "tagName eq 'app',tagged",
        "tagname eq 'app' and TAGVALUE EQ 'it''s',tagged",
        "tagName eq 'app' AND tagValue eq 'its',",
        "tagName eq 'APP',",
        "resourceGroup eq 'rg' and resourceType eq 'Microsoft.Compute/disks',d"
      })
  void showsWhatAFilterLetsThrough(String filter, String name) {
    // when, then
    assertThat(namesOf(ALL, "&$filter=" + filter))
        .isEqualTo(name == null ? List.of() : List.of(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "name eq d",
        "name ne 'd'",
        "name eq 'd' or name eq 's'",
        "name eq 'd' name eq 's'",
        "name eq 'd' and",
        "name eq 'd' and name eq 's'",
        "size eq '1'",
        "tagValue eq 'v'",
        "name eq 'd"
      })
  void refusesFiltersThatItDoesNotKnow(String filter) {
    // when
    ApiResponse response = list(ALL, "&$filter=" + filter);

    // then
    assertThat(response.status()).isEqualTo(400);
    assertThat(at(response, "/error/code").asText()).isEqualTo("InvalidFilterInQueryString");
  }

  @Test
  void refusesEndlessFiltersAndForeignTokens() {
    // when, then
    String filter = "name eq '" + "x".repeat(ResourceFilter.CHARS_MAX) + "'";
    assertThat(list(ALL, "&$filter=" + filter).status()).isEqualTo(400);
    assertThat(list(ALL, "&$skiptoken=x").status()).isEqualTo(400);
    assertThat(list(ALL, "&$skiptoken=machines.x").status()).isEqualTo(400);
  }

  @Test
  void tellsStateAndTimeWhenAsked() {
    // when
    ApiResponse plain = list(ALL, "");
    ApiResponse expanded = list(ALL, "&$expand=createdTime,changedTime,provisioningState");

    // then
    assertThat(at(plain, "/value/0").has("createdTime")).isFalse();
    assertThat(at(expanded, "/value/0/createdTime").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(at(expanded, "/value/0/provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(at(expanded, "/nextLink").asText()).contains("%24expand=createdTime%2CchangedTime");
  }

  @Test
  void leadsThroughAllPages() {
    // given
    for (int i = 0; i < Lists.PAGE_ITEMS; i++) {
      world.disk("more-" + i);
    }

    // when
    List<String> names = namesOf(ALL, "");

    // then
    assertThat(names).hasSize(Lists.PAGE_ITEMS + 3).doesNotHaveDuplicates().endsWith("s");
  }

  @Test
  void showsNobodyMoreThanHeMayRead() {
    // given
    world.signInWith(new RoleAssignment(Role.READER, new AccessScope(ONE, "other")));

    // when, then
    assertThat(namesOf(ALL, "")).containsExactly("tagged");
    assertThat(world.get(groupPath(ONE, "rg") + "/resources").status()).isEqualTo(403);
    assertThat(world.get(diskPath("d")).status()).isEqualTo(403);
  }

  private ApiResponse list(String path, String more) {
    return world.send("GET", path + "?api-version=2022-09-01" + more, "");
  }

  /** Names on all pages. */
  private List<String> namesOf(String path, String more) {
    List<String> names = new ArrayList<>();
    ApiResponse page = list(path, more);
    while (true) {
      assertThat(page.status()).isEqualTo(200);
      for (JsonNode each : at(page, "/value")) {
        names.add(each.path("name").asText());
      }
      if (at(page, "/nextLink").isMissingNode()) {
        return names;
      }
      page = world.send("GET", decoded(at(page, "/nextLink").asText()), "");
    }
  }

  private static String decoded(String link) {
    assertThat(link).startsWith(SERVER);
    return java.net.URLDecoder.decode(
        link.substring(SERVER.length()), java.nio.charset.StandardCharsets.UTF_8);
  }
}
