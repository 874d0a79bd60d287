package dev.snapledger.server.deployment.template;

import static dev.snapledger.server.deployment.template.Templates.disk;
import static dev.snapledger.server.deployment.template.Templates.prepare;
import static dev.snapledger.server.deployment.template.Templates.refusal;
import static dev.snapledger.server.deployment.template.Templates.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.http.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which resources a template has, in which order, and what they are made of. */
class PlanTest {
  private static List<Set<Integer>> dependencies(PreparedTemplate template) {
    return template.resources().stream().map(PlannedResource::dependencies).toList();
  }

  // Order.

  @Test
  void findsDependenciesByEveryKindOfName() {
    // when
    PreparedTemplate template =
        prepare(
            resources(
                disk("a", ""),
                disk("b", ", dependsOn: [`a`]"),
                disk("c", ", dependsOn: [`[resourceId('Microsoft.Compute/disks', 'A')]`]"),
                disk("d", ", dependsOn: [`Microsoft.Compute/disks/b`]"),
                disk("e", ", dependsOn: [`loop`]"),
                disk("[concat('l', copyIndex())]", ", copy: {name: `loop`, count: 2}"),
                disk("f", ", properties: {x: `[reference('b').diskSizeGB]`}"),
                disk(
                    "g",
                    ", properties: {x:"
                        + " `[reference(resourceId('Microsoft.Compute/disks','c'))]`}")));

    // then
    assertThat(dependencies(template))
        .containsExactly(
            Set.of(),
            Set.of(0),
            Set.of(0),
            Set.of(1),
            Set.of(5, 6),
            Set.of(),
            Set.of(),
            Set.of(1),
            Set.of(2));
  }

  @Test
  void takesSymbolicNames() {
    // when
    PreparedTemplate template =
        prepare(
            "{languageVersion: `2.0`, resources: {one: %s, two: %s}}"
                .formatted(disk("d1", ", dependsOn: [`two`]"), disk("d2", "")));

    // then
    assertThat(dependencies(template)).containsExactly(Set.of(1), Set.of());
  }

  @Test
  void makesALoopSerial() {
    // when
    PreparedTemplate template =
        prepare(
            resources(
                disk(
                    "[concat('d', copyIndex(1))]",
                    ", copy: {name: `l`, count: 5, mode: `serial`, batchSize: 2}")));

    // then
    assertThat(template.resources().stream().map(PlannedResource::name))
        .containsExactly("d1", "d2", "d3", "d4", "d5");
    assertThat(dependencies(template))
        .containsExactly(Set.of(), Set.of(), Set.of(0, 1), Set.of(0, 1), Set.of(2, 3));
  }

  @Test
  void namesTheCircle() {
    // when
    TemplateException e =
        refusal(
            resources(
                disk("a", ", dependsOn: [`b`]"),
                disk("b", ", dependsOn: [`c`]"),
                disk("c", ", dependsOn: [`b`]")),
            "{}");

    // then
    assertThat(e).hasMessageContaining("do not depend on themselves, but found b -> c -> b");
  }

  @Test
  void refusesUnknownAndAmbiguousNames() {
    // given
    String snapshot = disk("a", ", dependsOn: [`%s`]").replace("/disks", "/snapshots");

    // when, then
    assertThat(refusal(resources(disk("a", ", dependsOn: [`x`]")), "{}"))
        .hasMessageContaining("a resource of this template, but found 'x' in 'resources[0]")
        .hasMessageContaining("dependsOn[0]");
    assertThat(refusal(resources(disk("a", ""), snapshot.formatted("a")), "{}"))
        .hasMessageContaining("'a', which 2 have");
    assertThat(refusal(resources(disk("a", ""), disk("A", "")), "{}"))
        .hasMessageContaining("each resource once");
    assertThat(refusal(resources(disk("a", ", properties: {x: `[reference('y')]`}")), "{}"))
        .hasMessageContaining("in reference(), but found 'y'");
  }

  @Test
  void leavesOutWhatIsNotEnabled() {
    // when
    PreparedTemplate template =
        prepare(
            resources(disk("a", ", condition: `[equals(1, 2)]`"), disk("b", ", dependsOn: [`a`]")));

    // then
    assertThat(template.resources().getFirst().enabled()).isFalse();
    assertThat(dependencies(template)).containsExactly(Set.of(), Set.of());
  }

  // Bodies.

  @Test
  void makesBodiesWithoutDirectives() {
    // given
    PreparedTemplate template =
        prepare(
            resources(
                disk(
                    "a",
                    ", comments: `c`, location: `[resourceGroup().name]`, tags: {k:"
                        + " `[string(copyIndex('t', 1))]`, copy: [{name: `list`, count: 2, input:"
                        + " `[copyIndex('list')]`}]}, copy: {name: `t`, count: 1}")));

    // when
    ObjectNode body = template.bodyBefore(template.resources().getFirst());

    // then
    assertThat(body.toString())
        .isEqualTo("{\"location\":\"rg\",\"tags\":{\"k\":\"1\",\"list\":[0,1]}}");
  }

  @Test
  void evaluatesReferencesLast() {
    // given
    PreparedTemplate template =
        prepare(
            resources(
                disk("a", ""),
                disk("b", ", properties: {diskSizeGB: `[add(reference('a').diskSizeGB, 1)]`}")));
    PlannedResource second = template.resources().get(1);

    // when
    ObjectNode before = template.bodyBefore(second);
    ObjectNode after =
        template.body(
            second,
            id -> Json.readObject("{id: \"%s\", properties: {diskSizeGB: 4}}".formatted(id)));

    // then
    assertThat(before.at("/properties/diskSizeGB").asText()).startsWith("[add(");
    assertThat(after.at("/properties/diskSizeGB").asLong()).isEqualTo(5);
  }

  @Test
  void makesVariablesOfLoops() {
    // when
    PreparedTemplate template =
        prepare(
            "{variables: {copy: [{name: `names`, count: 3, input: `[format('d{0}',"
                + " copyIndex('names'))]`}]}, resources: [], outputs: {o: {type: `array`, value:"
                + " `[variables('names')]`}}}");

    // then
    assertThat(template.outputs(_ -> Json.object()).at("/o/value").toString())
        .isEqualTo("[\"d0\",\"d1\",\"d2\"]");
  }
}
