package dev.snapledger.server.deployment.template;

import static dev.snapledger.server.deployment.template.Templates.disk;
import static dev.snapledger.server.deployment.template.Templates.prepare;
import static dev.snapledger.server.deployment.template.Templates.refusal;
import static dev.snapledger.server.deployment.template.Templates.resources;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a template may cost. */
class TemplateLimitsTest {
  // Limits.

  @Test
  void refusesTooManyResources() {
    // given
    String loop = disk("[concat('d', copyIndex())]", ", copy: {name: `l`, count: %d}");

    // when, then
    assertThat(prepare(resources(loop.formatted(800))).resources()).hasSize(800);
    assertThat(refusal(resources(loop.formatted(801)), "{}"))
        .hasMessageContaining("a number from 0 to 800, but found 801");
    assertThat(refusal(resources(loop.formatted(800), disk("x", "")), "{}"))
        .hasMessageContaining("at most 800 resources");
  }

  @Test
  void refusesTooLongNamesOfResources() {
    // given
    String longest = "d".repeat(80);

    // when, then
    assertThat(prepare(resources(disk(longest, ""))).resources()).hasSize(1);
    assertThat(refusal(resources(disk(longest + "d", "")), "{}"))
        .hasMessageContaining("a name of 1 to 80 characters")
        .hasMessageContaining("one of 81 characters");
  }

  @Test
  void refusesTooManyDefinitions() {
    // when, then
    assertThat(
            prepare(
                "{resources: [], variables: {%s}, parameters: {%s}, outputs: {%s}}"
                    .formatted(
                        fields(256, "0"),
                        fields(256, "{type: `int`, defaultValue: 0}"),
                        fields(64, "{type: `int`, value: 0}"))))
        .isNotNull();
    assertThat(refusal("{resources: [], variables: {%s}}".formatted(fields(257, "0")), "{}"))
        .hasMessageContaining("at most 256 variables, but found 257");
    assertThat(
            refusal(
                "{resources: [], parameters: {%s}}".formatted(fields(257, "{type: `int`}")), "{}"))
        .hasMessageContaining("at most 256 parameters");
    assertThat(refusal("{resources: [], outputs: {%s}}".formatted(fields(65, "{}")), "{}"))
        .hasMessageContaining("at most 64 outputs");
  }

  @Test
  void refusesTooManyDependencies() {
    // given 100 that need 100 each
    String needed = disk("[concat('a', copyIndex())]", ", copy: {name: `as`, count: 100}");
    String needing =
        disk("[concat('b', copyIndex())]", ", copy: {name: `bs`, count: 100}, dependsOn: [`as`]");
    String one = disk("c", ", dependsOn: [`a0`]");

    // when, then
    assertThat(prepare(resources(needed, needing)).resources()).hasSize(200);
    assertThat(refusal(resources(needed, needing, one), "{}"))
        .hasMessageContaining("at most 10000 dependencies in all");
  }

  @Test
  void refusesTooManyIterationsOfALoopInAVariable() {
    // given
    String loop = "{resources: [], variables: {copy: [{name: `v`, count: %d, input: 0}]}}";

    // when, then
    assertThat(prepare(loop.formatted(800))).isNotNull();
    assertThat(refusal(loop.formatted(801), "{}"))
        .hasMessageContaining("a number from 0 to 800, but found 801");
  }

  private static String fields(int count, String value) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append("f").append(i).append(": ").append(value).append(',');
    }
    return fields.toString();
  }

  @Test
  void endsVariablesThatGrowWithoutBounds() {
    // given
    StringBuilder doubling = new StringBuilder("v0: `0123456789`,");
    StringBuilder chain = new StringBuilder("v0: 0,");
    for (int i = 1; i < 30; i++) {
      doubling.append(
          "v%d: `[createArray(variables('v%d'), variables('v%d'))]`,".formatted(i, i - 1, i - 1));
    }
    for (int i = 1; i < 200; i++) {
      chain.insert(0, "v%d: `[add(variables('v%d'), 1)]`,".formatted(i, i - 1));
    }

    // when, then
    assertThat(refusal("{resources: [], variables: {%s}}".formatted(doubling), "{}"))
        .hasMessageContaining("values of at most 131072 characters");
    assertThat(refusal("{resources: [], variables: {%s}}".formatted(chain), "{}"))
        .hasMessageContaining("at most 256 levels inside each other");
  }

  @Test
  void endsTemplatesThatTakeTooManySteps() {
    // given
    String long1 = "{v: `[padLeft('', 131000)]`}";
    String loop =
        disk(
            "[concat('d', copyIndex(), take(variables('v'), 0))]",
            ", copy: {name: `l`, count: 800}");

    // when, then
    assertThat(refusal("{variables: %s, resources: [%s]}".formatted(long1, loop), "{}"))
        .hasMessageContaining("steps of work");
  }

  @Test
  void refusesTooManySecrets() {
    // given
    String secrets = "{s: {value: {%s}}}";
    String template = "{parameters: {s: {type: `secureObject`}}, resources: []}";

    // when, then
    assertThat(prepare(template, secrets.formatted(texts(256)))).isNotNull();
    assertThat(refusal(template, secrets.formatted(texts(257))))
        .hasMessageContaining("at most 256 texts in secure parameters");
  }

  private static String texts(int count) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append("f%d: `secret%d`,".formatted(i, i));
    }
    return fields.toString();
  }
}
