package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;

/** Texts made of texts. */
final class TextFunctions {
  static final List<FunctionDefinition> ALL =
      List.of(
          FunctionDefinition.many("concat", 1, (a, _) -> concat(a)),
          FunctionDefinition.of("string", 1, 1, (a, _) -> Values.of(Values.text(a.value(0)))),
          FunctionDefinition.many("format", 1, (a, _) -> Values.of(TextFormat.format(a))),
          FunctionDefinition.of(
              "toLower", 1, 1, (a, _) -> Values.of(a.text(0).toLowerCase(Locale.ROOT))),
          FunctionDefinition.of(
              "toUpper", 1, 1, (a, _) -> Values.of(a.text(0).toUpperCase(Locale.ROOT))),
          FunctionDefinition.of("trim", 1, 1, (a, _) -> Values.of(a.text(0).strip())),
          FunctionDefinition.of("substring", 2, 3, (a, _) -> Values.of(substring(a))),
          FunctionDefinition.of("padLeft", 2, 3, (a, _) -> Values.of(padLeft(a))),
          FunctionDefinition.of("join", 2, 2, (a, _) -> Values.of(join(a))));

  private TextFunctions() {}

  /** Of texts and numbers, or of arrays. */
  private static JsonNode concat(Arguments arguments) {
    if (arguments.value(0).isArray()) {
      ArrayNode all = Values.array();
      for (int i = 0; i < arguments.count(); i++) {
        arguments.array(i).forEach(all::add);
        Work.checkLength(all.size());
      }
      return all;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.count(); i++) {
      text.append(arguments.textOf(i));
      Work.checkLength(text.length());
    }
    return Values.of(text.toString());
  }

  private static String substring(Arguments arguments) {
    String text = arguments.text(0);
    int start = arguments.number(1, 0, text.length());
    int length =
        arguments.count() == 2
            ? text.length() - start
            : arguments.number(2, 0, text.length() - start);
    return text.substring(start, start + length);
  }

  private static String padLeft(Arguments arguments) {
    String text = arguments.textOf(0);
    int length = arguments.number(1, 0, TemplateLimits.VALUE_STEPS_MAX);
    String fill = arguments.count() == 2 ? " " : arguments.text(2);
    if (fill.length() != 1) {
      throw TemplateException.of(
          "one character as argument 3 of padLeft()", fill.length() + " characters");
    }
    return fill.repeat(Math.max(0, length - text.length())) + text;
  }

  private static String join(Arguments arguments) {
    String delimiter = arguments.text(1);
    StringBuilder text = new StringBuilder();
    String before = "";
    for (JsonNode element : arguments.array(0)) {
      if (element.isContainerNode() || element.isNull()) {
        throw TemplateException.of(
            "an array of texts as argument 1 of join()", "in it " + Shown.kindOf(element));
      }
      text.append(before).append(Values.text(element));
      Work.checkLength(text.length());
      before = delimiter;
    }
    return text.toString();
  }
}
