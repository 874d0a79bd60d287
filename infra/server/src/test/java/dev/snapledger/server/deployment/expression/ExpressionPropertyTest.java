package dev.snapledger.server.deployment.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever strangers write, expressions give a value or say what is wrong. */
class ExpressionPropertyTest {
  private static final List<String> WORDS = words();

  private static List<String> words() {
    List<String> words = new ArrayList<>(Functions.names());
    words.addAll(
        List.of("(", ")", "()", ",", "[", "]", ".", "'", "'a'", "''", "0", "1", "-1", " ", "{0}"));
    words.addAll(
        List.of("'list'", "'object'", "'name'", "('list')", "['one']", "9223372036854775807"));
    return words;
  }

  @Provide
  static Arbitrary<String> texts() {
    Arbitrary<String> near =
        Arbitraries.of(WORDS).list().ofMaxSize(20).map(words -> String.join("", words));
    Arbitrary<String> calls =
        Arbitraries.of(Functions.names())
            .flatMap(
                name ->
                    arguments()
                        .list()
                        .ofMaxSize(4)
                        .map(a -> name + "(" + String.join(",", a) + ")"));
    return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(60), near, calls);
  }

  private static Arbitrary<String> arguments() {
    return Arbitraries.of(
        "'a'",
        "''",
        "'{0:D2}'",
        "'yyyy'",
        "0",
        "3",
        "-1",
        "9223372036854775807",
        "true()",
        "null()",
        "parameters('list')",
        "parameters('object')",
        "parameters('half')",
        "parameters('empty')",
        "'Microsoft.Compute/disks'",
        "range(0,9)",
        "json('{\"a\":[]}')");
  }

  @Property(tries = 5000)
  void nothingElseIsThrown(@ForAll("texts") String text) {
    assertThat(valueOrRefusal("[" + text + "]")).isTrue();
  }

  private static boolean valueOrRefusal(String text) {
    try {
      JsonNode value = TestScope.evaluate(text);
      return value != null;
    } catch (TemplateException e) {
      return String.valueOf(e.getMessage()).startsWith("expected ") && e.column() >= 0;
    }
  }

  @Property
  void textIsReadAsWritten(@ForAll String text) {
    // given
    String expression = "['" + text.replace("'", "''") + "']";

    // when, then
    assertThat(TestScope.evaluate(expression).textValue()).isEqualTo(text);
  }

  @Property
  void numbersAreReadAsWritten(@ForAll long number) {
    assertThat(TestScope.evaluate("[" + number + "]").longValue()).isEqualTo(number);
  }
}
