package dev.snapledger.server.deployment.expression;

import static dev.snapledger.server.deployment.expression.TestScope.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.snapledger.server.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions give, and how they are refused. The results are written as JSON. */
class ExpressionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['text']                                        | \"text\"",
        "['it''s']                                       | \"it's\"",
        "[ 'a' ]                                         | \"a\"",
        "[-12]                                           | -12",
        "[concat(parameters('name'), '_snapshot1')]      | \"Disk1_snapshot1\"",
        "[CONCAT('a', 1, true())]                        | \"a1True\"",
        "[concat(createArray('a'), parameters('empty'), createArray(1))] | [\"a\",1]",
        "[resourceGroup().location]                      | \"eastus\"",
        "[resourceGroup()['LOCATION']]                   | \"eastus\"",
        "[parameters('object').two.deep]                 | \"x\"",
        "[parameters('list')[1]]                         | \"b\"",
        "[parameters('list')[add(1, 1)]]                 | \"c\"",
        "[variables('v')]                                | \"variable v\"",
        "[deployment().name]                             | \"main\"",
        "[resourceId('Microsoft.Compute/disks', 'd')]    |"
            + " \"/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Compute/disks/d\"",
        "[resourceId('other', 'Microsoft.Compute/disks', 'd')] |"
            + " \"/subscriptions/sub/resourceGroups/other/providers/Microsoft.Compute/disks/d\"",
        "[resourceId('s', 'g', 'A.B/c/d', 'x', 'y')]     |"
            + " \"/subscriptions/s/resourceGroups/g/providers/A.B/c/x/d/y\"",
        "[reference('d').diskSizeGB]                     | 4",
        "[reference('d', '2023-04-02', 'Full').name]     | \"d\"",
        "[copyIndex()]                                   | 4",
        "[copyIndex(1)]                                  | 5",
        "[copyIndex('loop', 2)]                          | 9",
        "[if(equals(1, 1), 'yes', div(1, 0))]            | \"yes\"",
        "[if(false(), div(1, 0), 'no')]                  | \"no\"",
        "[and(true(), parameters('yes'), not(false()))]  | true",
        "[or(false(), false())]                          | false",
        "[equals(json('{\"a\":1,\"b\":2}'), createObject('b', 2, 'a', 1))] | true",
        "[equals('a', 'A')]                              | false",
        "[less(1, 2)]                                    | true",
        "[lessOrEquals('b', 'a')]                        | false",
        "[greater('b', 'a')]                             | true",
        "[greaterOrEquals(2, 2)]                         | true",
        "[coalesce(null(), parameters('none'), 3)]       | 3",
        "[bool('True')]                                  | true",
        "[bool(0)]                                       | false",
        "[int('42')]                                     | 42",
        "[add(1, sub(5, mul(2, 3)))]                     | 0",
        "[div(-7, 2)]                                    | -3",
        "[mod(7, 3)]                                     | 1",
        "[min(3, 1, 2)]                                  | 1",
        "[max(parameters('numbers'))]                    | 3",
        "[range(5, 3)]                                   | [5,6,7]",
        "[string(parameters('object'))]                  |"
            + " \"{\\\"one\\\":1,\\\"Two\\\":{\\\"deep\\\":\\\"x\\\"}}\"",
        "[string(parameters('count'))]                   | \"3\"",
        "[format('{0}-{1:D3} {{{0}}}', 'a', 7)]          | \"a-007 {a}\"",
        "[toLower('ABC')]                                | \"abc\"",
        "[toUpper('abc')]                                | \"ABC\"",
        "[trim('  a b ')]                                | \"a b\"",
        "[substring('abcdef', 2)]                        | \"cdef\"",
        "[substring('abcdef', 2, 3)]                     | \"cde\"",
        "[padLeft(7, 3, '0')]                            | \"007\"",
        "[padLeft('long', 2)]                            | \"long\"",
        "[join(parameters('list'), ', ')]                | \"a, b, c\"",
        "[join(createArray('', ''), ',')]                | \",\"",
        "[contains('abc', 'b')]                          | true",
        "[contains(parameters('list'), 'd')]             | false",
        "[contains(parameters('object'), 'two')]         | true",
        "[startsWith('abc', 'AB')]                       | true",
        "[endsWith('abc', 'x')]                          | false",
        "[indexOf('abcabc', 'C')]                        | 2",
        "[lastIndexOf('abcabc', 'c')]                    | 5",
        "[replace('a-b-c', '-', '+')]                    | \"a+b+c\"",
        "[split('a,b;c', createArray(',', ';'))]         | [\"a\",\"b\",\"c\"]",
        "[split('', ',')]                                | [\"\"]",
        "[createObject('a', 1, 'b', createArray())]      | {\"a\":1,\"b\":[]}",
        "[array('a')]                                    | [\"a\"]",
        "[union(parameters('list'), createArray('c', 'd'))] | [\"a\",\"b\",\"c\",\"d\"]",
        "[union(json('{\"a\":{\"x\":1}}'), json('{\"a\":{\"y\":2}}'))] | {\"a\":{\"x\":1,\"y\":2}}",
        "[length(parameters('list'))]                    | 3",
        "[length('abcd')]                                | 4",
        "[empty(parameters('empty'))]                    | true",
        "[empty(parameters('none'))]                     | true",
        "[empty('a')]                                    | false",
        "[first(parameters('list'))]                     | \"a\"",
        "[last('abc')]                                   | \"c\"",
        "[first('')]                                     | \"\"",
        "[last(parameters('empty'))]                     | null",
        "[take('abc', 2)]                                | \"ab\"",
        "[skip(parameters('list'), 1)]                   | [\"b\",\"c\"]",
        "[take(parameters('list'), 9)]                   | [\"a\",\"b\",\"c\"]",
        "[json('[1, 0.5]')]                              | [1,0.5]",
        "[base64('häh')]                                 | \"aMOkaA==\"",
        "[base64ToString('aMOkaA==')]                    | \"häh\"",
        "[utcNow()]                                      | \"20260102T030405Z\"",
        "[utcNow('yyyy-MM-dd_HH.mm fff')]                | \"2026-01-02_03.04 678\"",
        "[newGuid()]                                     |"
            + " \"00000000-0000-0000-0000-000000000005\"",
        "[length(uniqueString('a'))]                     | 13",
        "[equals(uniqueString('ab', 'c'), uniqueString('a', 'bc'))] | false",
        "[length(guid('a', 'b'))]                        | 36",
      })
  void gives(String expression, String expected) {
    // when, then
    assertThat(Json.write(evaluate(expression))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                        | 2  | a function, a number or text in quotes",
        "['open]                   | 2  | a quote that ends the text",
        "[concat('a',]             | 13 | a function, a number",
        "[concat('a']              | 12 | ')'",
        "[concat 'a']              | 9  | '('",
        "[concat]                  | 8  | '('",
        "[nothing('a')]            | 2  | the name of a known function, but found 'nothing'",
        "[my.function()]           | 2  | because those of a user are not served",
        "[concat('a') 'b']         | 14 | the end of the expression",
        "[concat('a', #)]          | 14 | a name, a number or text in quotes, but found '#'",
        "[99999999999999999999]    | 2  | a number of at most 64 bits",
        "[toLower()]               | 2  | 1 arguments of toLower(), but found 0",
        "[substring('a')]          | 2  | 2 to 3 arguments of substring()",
        "[toLower(1)]              | 2  | text as argument 1 of toLower(), but found a whole"
            + " number",
        "[add(1, 'b')]             | 2  | a whole number as argument 2 of add(), but found text",
        "[add(9223372036854775807, 1)] | 2 | numbers whose add() is a number of 64 bits",
        "[range(9223372036854775807, 2)] | 2 | numbers of 64 bits in range()",
        "[div(1, 0)]               | 2  | numbers whose div()",
        "[mod(1, 0)]               | 2  | numbers whose mod()",
        "[concat('x', div(1, 0))]  | 14 | numbers whose div()",
        "[int('x')]                | 2  | text of a whole number",
        "[int('')]                 | 2  | text of a whole number",
        "[bool('maybe')]           | 2  | 'true', 'false', '1' or '0'",
        "[if(1, 2, 3)]             | 2  | true or false as argument 1 of if()",
        "[not('a')]                | 2  | true or false",
        "[less(1, 'a')]            | 2  | a whole number as argument 2",
        "[parameters('list')[3]]   | 20 | an index from 0 to before 3, but found 3",
        "[parameters('list')[-1]]  | 20 | an index from 0",
        "[parameters('list').a]    | 20 | an object with a property 'a', but found an array of 3",
        "[parameters('object').x]  | 22 | a property 'x'",
        "[parameters('object')[1]] | 22 | an array with a number in brackets",
        "[parameters(1)]           | 2  | text as argument 1 of parameters()",
        "[resourceId('a', 'b')]    | 2  | a type such as",
        "[resourceId('A.B/c', 'x', 'y')] | 2 | 1 names after the type",
        "[substring('abc', 4)]     | 2  | a number from 0 to 3",
        "[substring('abc', 1, 3)]  | 2  | a number from 0 to 2",
        "[padLeft('a', 2, 'xy')]   | 2  | one character",
        "[padLeft('a', 999999999)] | 2  | a number from 0 to",
        "[range(0, 10001)]         | 2  | a number from 0 to 10000",
        "[format('{1}', 'a')]      | 2  | numbers in braces below 1",
        "[format('{', 'a')]        | 2  | a doubled brace",
        "[format('{0:X}', 1)]      | 2  | a doubled brace",
        "[json('{')]               | 2  | text of a JSON value",
        "[base64ToString('?')]     | 2  | Base64 of a text",
        "[utcNow('MMMx')]          | 2  | yyyy, MM, dd",
        "[createObject('a')]       | 2  | a value for each name",
        "[join(createArray(createArray()), ',')] | 2 | an array of texts",
        "[split('a', 1)]           | 2  | an array as argument 2",
        "[replace('a', '', 'b')]   | 2  | text as argument 2 of replace()",
        "[min(createArray())]      | 2  | numbers as arguments of min()",
        "[union('a', 'b')]         | 2  | an array or an object",
        "[reference('d', 'v', 'x')] | 2 | 'Full'",
        "[length(1)]               | 2  | text, an array or an object",
        "[contains(1, 1)]          | 2  | text, an array or an object",
      })
  void refusesWithTheColumn(String expression, int column, String message) {
    // when
    TemplateException e = catchThrowableOfType(TemplateException.class, () -> evaluate(expression));

    // then
    assertThat(e.column()).isEqualTo(column);
    assertThat(e).hasMessageContaining(message).hasMessageStartingWith("expected ");
  }

  @Test
  void namesNoValueInAMessage() {
    // when
    TemplateException e =
        catchThrowableOfType(
            TemplateException.class, () -> evaluate("[int(concat('sec', 'ret'))]"));

    // then
    assertThat(e).hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "", "[", "]", "[a", "a]", "[[literal]"})
  void knowsWhatIsNoExpression(String text) {
    // when, then
    assertThat(ExpressionParser.isExpression(text)).isFalse();
  }

  @Test
  void leavesOneOfTwoBracketsOut() {
    // when, then
    assertThat(ExpressionParser.literal("[[a]")).isEqualTo("[a]");
    assertThat(ExpressionParser.literal("[[a")).isEqualTo("[[a");
    assertThat(ExpressionParser.literal("[a] b")).isEqualTo("[a] b");
  }

  @Test
  void takesExpressionsUpToTheirLimits() {
    // given
    String longest = "['%s']".formatted("x".repeat(TemplateLimits.EXPRESSION_CHARS_MAX - 4));
    int deep = TemplateLimits.EXPRESSION_NESTING_MAX - 1;

    // when, then
    assertThat(evaluate(longest)).isInstanceOf(TextNode.class);
    refused(longest.replace("']", "x']"), "an expression of at most 24576 characters");
    assertThat(evaluate(nested(deep)).textValue()).isEqualTo("a");
    refused(nested(deep + 1), "at most 64 expressions inside each other");
    assertThat(
            catchThrowableOfType(
                TemplateException.class,
                () -> evaluate("[resourceGroup()%s]".formatted(".a".repeat(64)))))
        .hasMessageNotContaining("in a row");
    refused("[resourceGroup()%s]".formatted(".a".repeat(65)), "at most 64 properties in a row");
  }

  @Test
  void takesAFormOfTimesUpToItsLimit() {
    // given
    String longest = "yyyy".repeat(25);

    // when, then
    assertThat(evaluate("[utcNow('%s')]".formatted(longest)).textValue())
        .isEqualTo("2026".repeat(25));
    refused("[utcNow('%s-')]".formatted(longest), "1 to 100 characters as argument 1 of utcNow()");
    refused("[utcNow('')]", "1 to 100 characters as argument 1 of utcNow()");
  }

  @Test
  void takesAsManyArgumentsAndNumbersAsItMay() {
    // given
    String most = "0,".repeat(TemplateLimits.ARGUMENTS_MAX - 1) + "0";

    // when, then
    assertThat(evaluate("[createArray(%s)]".formatted(most))).hasSize(TemplateLimits.ARGUMENTS_MAX);
    refused("[createArray(%s,0)]".formatted(most), "256");
    assertThat(evaluate("[range(0, 10000)]")).hasSize(TemplateLimits.RANGE_MAX);
    refused("[range(0, 10001)]", "a number from 0 to 10000");
  }

  private static String nested(int calls) {
    return "[" + "toLower(".repeat(calls) + "'a'" + ")".repeat(calls) + "]";
  }

  private static void refused(String expression, String message) {
    assertThat(catchThrowableOfType(TemplateException.class, () -> evaluate(expression)))
        .hasMessageContaining(message);
  }

  @Test
  void neverMakesMoreThanTheLargestValue() {
    // given
    String big = "padLeft('', 131071)";

    // when, then
    assertThat(evaluate("[%s]".formatted(big)).textValue()).hasSize(131_071);
    refused("[padLeft('', 131072)]", "values of at most 131072 characters");
    refused("[concat(%s, %s)]".formatted(big, big), "values of at most 131072 characters");
    refused("[replace(%s, ' ', 'ab')]".formatted(big), "values of at most 131072 characters");
    refused("[createArray(%s, %s)]".formatted(big, big), "values of at most 131072 characters");
    refused("[format('{0}{0}', %s)]".formatted(big), "values of at most 131072 characters");
    refused(
        "[join(createArray(%s, 'a'), %s)]".formatted(big, big),
        "values of at most 131072 characters");
  }

  @Test
  void neverMakesDeeperValuesThanItCanRead() {
    // given
    String deep = "createArray(".repeat(49) + ")".repeat(49);

    // when, then
    assertThat(evaluate("[%s]".formatted(deep)).isArray()).isTrue();
    refused("[createArray(%s)]".formatted(deep), "values of at most 48 levels");
  }

  @Test
  void endsWhatTakesTooManySteps() {
    // given
    String once = "length(padLeft('', 131000))";
    String often = "max(" + (once + ",").repeat(99) + once + ")";

    // when, then
    refused("[%s]".formatted(often), "at most 8388608 steps of work");
    refused("[contains(padLeft('', 60000, 'a'), padLeft('b', 30000, 'a'))]", "steps of work");
  }
}
