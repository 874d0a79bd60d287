package dev.snapledger.server.deployment.template;

import static dev.snapledger.server.deployment.template.Templates.prepare;
import static dev.snapledger.server.deployment.template.Templates.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.deployment.expression.TemplateException;
import dev.snapledger.server.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters, variables and outputs, and what makes no sense in a template. */
class ParametersTest {
  // Parameters, variables, outputs.

  @Test
  void evaluatesDefaultsOfOtherParametersAndVariables() {
    // when
    PreparedTemplate template =
        prepare(
            "{parameters: {a: {type: `string`, defaultValue: `[concat(parameters('B'), '!')]`},"
                + " b: {type: `String`}, t: {type: `string`, defaultValue: `[utcNow('yyyy')]`}},"
                + " variables: {v: {x: `[[text]`, y: `[variables('w')]`}, w: `[parameters('a')]`},"
                + " resources: [], outputs: {o: {type: `object`, value: `[variables('V')]`}}}",
            "{b: {value: `hi`}}");

    // then
    assertThat(template.parameters().at("/a/value").asText()).isEqualTo("hi!");
    assertThat(template.parameters().at("/t/value").asText()).isEqualTo("2026");
    assertThat(template.outputs(_ -> Json.object()).at("/o/value"))
        .isEqualTo(Json.readObject("{x: \"[text]\", y: \"hi!\"}".replace('`', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "type: `string`                     | 5       | text for parameter 'p' of type String, but"
            + " found a whole number",
        "type: `int`                        | `5`     | a whole number for parameter 'p'",
        "type: `int`                        | 0.5     | a number with a fraction",
        "type: `bool`                       | `true`  | true or false",
        "type: `array`                      | {}      | an array",
        "type: `object`                     | []      | an object",
        "type: `string`                     | null    | but found null",
        "type: `string`, allowedValues: [`a`, `b`] | `c` | one of the 2 allowed values of parameter"
            + " 'p' (a, b)",
        "type: `int`, minValue: 2           | 1       | a number from 2 to any for parameter 'p',"
            + " but found 1",
        "type: `int`, maxValue: 2           | 3       | a number from any to 2",
        "type: `string`, minLength: 2       | `a`     | a length of 2 to any",
        "type: `array`, maxLength: 1        | [1, 2]  | a length of any to 1",
        "type: `text`                       | `a`     | string, secureString, int",
      })
  void refusesValuesThatDoNotFit(String definition, String value, String message) {
    // when
    TemplateException e =
        refusal(
            "{parameters: {p: {%s}}, resources: []}".formatted(definition),
            "{p: {value: %s}}".formatted(value));

    // then
    assertThat(e).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "type: `string`, minLength: 1, maxLength: 1      | `a`",
        "type: `int`, minValue: 1, maxValue: 1           | 1",
        "type: `int`, allowedValues: [1, 2]              | 2",
        "type: `secureString`                            | `a`",
        "type: `secureObject`                            | {}",
      })
  void takesValuesUpToTheirLimits(String definition, String value) {
    // when, then
    assertThat(
            prepare(
                    "{parameters: {p: {%s}}, resources: []}".formatted(definition),
                    "{p: {value: %s}}".formatted(value))
                .parameters()
                .has("p"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{resource: []}                                                | the fields $schema",
        "{}                                                            | the field 'resources', but"
            + " found nothing",
        "{resources: [5]}                                              | an object, but found a"
            + " whole number in 'resources[0]'",
        "{resources: [], functions: [{}]}                              | no functions of a user",
        "{resources: [], parameters: {p: {type: `string`}}}            | a value for parameter 'p',"
            + " but found none",
        "{resources: [], parameters: {p: {type: `string`, defaultValue: `[parameters('p')]`}}} | a"
            + " circle",
        "{resources: [], parameters: {p: {type: `string`, defaultValue: `[variables('p')]`}}} |"
            + " variables() anywhere but in a parameter's defaultValue",
        "{resources: [], variables: {v: `[utcNow()]`}}                 | utcNow() in a parameter's"
            + " defaultValue only, but found it elsewhere in 'variables.v' at column 2",
        "{resources: [], variables: {v: `[reference('d')]`}}           | in a resource's body or in"
            + " outputs only",
        "{resources: [], variables: {v: `[variables('w')]`, w: `[variables('v')]`}} | variables"
            + " that do not need themselves",
        "{resources: [], variables: {v: `[parameters('x')]`}}          | one of the parameters ,"
            + " but found 'x' in 'variables.v' at column 13",
        "{resources: [], variables: {v: [`a`, {b: `[nope()]`}]}}       | a known function, but"
            + " found 'nope' in 'variables.v[1].b' at column 2",
        "{resources: [], variables: {v: `[if(true(), 1, variables('x'))]`}} | one of the variables"
            + " v, but found 'x'",
        "{resources: [], variables: {v: `[copyIndex()]`}}              | copyIndex() inside of a"
            + " loop",
        "{resources: [], outputs: {o: {type: `string`, value: `[nope()]`}}} | a known function",
        "{resources: [], outputs: {o: {type: `string`}}}               | the field 'value'",
        "{resources: [{name: `n`}]}                                    | the field 'type'",
        "{resources: [{type: `Microsoft.Compute/virtualMachines`, name: `n`, apiVersion:"
            + " `2023-04-02`}]} | the type Microsoft.Compute/disks or Microsoft.Compute/snapshots,"
            + " but found 'Microsoft.Compute/virtualMachines' in 'resources[0].type'",
        "{resources: [{type: `Microsoft.Compute/disks`, name: `n`, apiVersion: `2018-01-01`}]} | an"
            + " api-version",
        "{resources: [{type: `Microsoft.Compute/disks`, name: `a/b`, apiVersion: `2023-04-02`}]} |"
            + " without '/'",
        "{resources: [{type: `Microsoft.Compute/disks`, name: `[reference('x').a]`, apiVersion:"
            + " `2023-04-02`}]} | in a resource's body or in outputs only",
        "{resources: [{type: `Microsoft.Compute/disks`, name: `n`, resources: [], apiVersion:"
            + " `2023-04-02`}]} | 'resources' is not served",
      })
  void refusesTemplatesThatMakeNoSense(String template, String message) {
    // when, then
    assertThat(refusal(template, "{}")).hasMessageContaining(message);
  }

  @Test
  void refusesUnknownParametersAndReferencesToVaults() {
    // given
    String template = "{parameters: {p: {type: `string`}}, resources: []}";

    // when, then
    assertThat(refusal(template, "{q: {value: 1}}")).hasMessageContaining("but found 'q'");
    assertThat(refusal(template, "{p: {reference: {}}}")).hasMessageContaining("a vault");
    assertThat(refusal(template, "{p: {}}")).hasMessageContaining("the field 'value'");
    assertThat(refusal(template, "{p: {value: `a`}, P: {value: `b`}}"))
        .hasMessageContaining("each parameter once");
  }

  @Test
  void hidesSecretsInParametersDefaultsAndOutputs() {
    // when
    PreparedTemplate template =
        prepare(
            "{parameters: {s: {type: `secureString`}, plain: {type: `string`, defaultValue:"
                + " `[base64(parameters('s'))]`}, other: {type: `string`, defaultValue: `x`}},"
                + " variables: {v: `[toUpper(parameters('s'))]`}, resources: [], outputs: {"
                + " a: {type: `string`, value: `[variables('v')]`},"
                + " b: {type: `string`, value: `[parameters('other')]`},"
                + " c: {type: `secureString`, value: `y`},"
                + " d: {type: `string`, value: `[parameters('plain')]`}}}",
            "{s: {value: `hush`}}");
    ObjectNode outputs = template.outputs(_ -> Json.object());

    // then
    assertThat(template.parameters().toString()).contains("\"x\"").doesNotContain("hush", "aHVzaA");
    assertThat(outputs.at("/b/value").asText()).isEqualTo("x");
    assertThat(outputs.toString()).doesNotContain("HUSH", "hush", "aHVzaA", "\"y\"");
    assertThat(template.secrets().hide(Json.readObject("{m: \"a hush b\"}")).toString())
        .isEqualTo("{\"m\":\"a ***** b\"}");
  }

  @Test
  void refusesOutputsOfAnotherType() {
    // given
    PreparedTemplate template =
        prepare("{resources: [], outputs: {o: {type: `int`, value: `[concat('a')]`}}}");

    // when, then
    assertThat(
            catchThrowableOfType(
                TemplateException.class, () -> template.outputs(_ -> Json.object())))
        .hasMessage("expected a whole number for type Int, but found text in 'outputs.o'");
  }
}
