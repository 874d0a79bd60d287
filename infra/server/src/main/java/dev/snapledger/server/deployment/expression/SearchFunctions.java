package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is in texts, arrays and objects, and where. */
final class SearchFunctions {
  static final List<FunctionDefinition> ALL =
      List.of(
          FunctionDefinition.of("contains", 2, 2, (a, _) -> Values.of(contains(a))),
          FunctionDefinition.of(
              "startsWith", 2, 2, (a, _) -> Values.of(lower(a, 0).startsWith(lower(a, 1)))),
          FunctionDefinition.of(
              "endsWith", 2, 2, (a, _) -> Values.of(lower(a, 0).endsWith(lower(a, 1)))),
          FunctionDefinition.of("indexOf", 2, 2, (a, _) -> Values.of(indexOf(a))),
          FunctionDefinition.of("lastIndexOf", 2, 2, (a, _) -> Values.of(lastIndexOf(a))),
          FunctionDefinition.of("replace", 3, 3, (a, _) -> Values.of(replace(a))),
          FunctionDefinition.of("split", 2, 2, (a, _) -> split(a)));

  private SearchFunctions() {}

  private static String lower(Arguments arguments, int index) {
    return arguments.text(index).toLowerCase(Locale.ROOT);
  }

  /** A search looks at most at each character of the one text for each of the other. */
  private static void charge(Arguments arguments, String text, String sought) {
    arguments.work().charge(1 + (long) text.length() * sought.length() / 16);
  }

  private static boolean contains(Arguments arguments) {
    JsonNode in = arguments.value(0);
    if (in.isTextual()) {
      String sought = arguments.textOf(1);
      charge(arguments, in.textValue(), sought);
      return in.textValue().contains(sought);
    }
    if (in.isObject()) {
      String sought = arguments.text(1);
      return in.propertyStream().anyMatch(field -> field.getKey().equalsIgnoreCase(sought));
    }
    if (in.isArray()) {
      String sought = Values.canonical(arguments.value(1));
      return in.valueStream().anyMatch(element -> Values.canonical(element).equals(sought));
    }
    throw arguments.wrong(0, "text, an array or an object");
  }

  private static int indexOf(Arguments arguments) {
    charge(arguments, arguments.text(0), arguments.text(1));
    return lower(arguments, 0).indexOf(lower(arguments, 1));
  }

  private static int lastIndexOf(Arguments arguments) {
    charge(arguments, arguments.text(0), arguments.text(1));
    return lower(arguments, 0).lastIndexOf(lower(arguments, 1));
  }

  private static String replace(Arguments arguments) {
    String text = arguments.text(0);
    String old = arguments.text(1);
    String with = arguments.text(2);
    if (old.isEmpty()) {
      throw TemplateException.of("text as argument 2 of replace()", "empty text");
    }
    charge(arguments, text, old);
    StringBuilder found = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, done)) {
      found.append(text, done, at).append(with);
      done = at + old.length();
      Work.checkLength(found.length());
    }
    return found.append(text, done, text.length()).toString();
  }

  private static JsonNode split(Arguments arguments) {
    String text = arguments.text(0);
    List<String> delimiters = delimiters(arguments);
    ArrayNode parts = Values.array();
    int start = 0;
    for (int at = 0; at < text.length(); ) {
      int length = delimiterAt(text, at, delimiters);
      if (length > 0) {
        parts.add(text.substring(start, at));
        start = at + length;
      }
      at += Math.max(1, length);
    }
    return parts.add(text.substring(start));
  }

  private static List<String> delimiters(Arguments arguments) {
    List<String> delimiters = new ArrayList<>();
    if (arguments.value(1).isTextual()) {
      delimiters.add(arguments.text(1));
    } else {
      for (JsonNode element : arguments.array(1)) {
        if (!element.isTextual()) {
          throw TemplateException.of(
              "text or an array of texts as argument 2 of split()",
              "in it " + Shown.kindOf(element));
        }
        delimiters.add(element.textValue());
      }
    }
    delimiters.removeIf(String::isEmpty);
    delimiters.forEach(each -> charge(arguments, arguments.text(0), each + "."));
    return delimiters;
  }

  private static int delimiterAt(String text, int at, List<String> delimiters) {
    for (String delimiter : delimiters) {
      if (text.startsWith(delimiter, at)) {
        return delimiter.length();
      }
    }
    return 0;
  }
}
