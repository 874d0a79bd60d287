package dev.snapledger.server.deployment.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function {@code format}: {@code {0}} is the first value, {@code {0:D4}} a number with at
 * least four digits, a doubled brace is a brace.
 */
final class TextFormat {
  private static final Pattern PIECE =
      Pattern.compile("\\{\\{|\\}\\}|\\{([0-9]{1,3})(?::[Dd]([0-9]{1,2}))?\\}|[{}]");

  private TextFormat() {}

  static String format(Arguments arguments) {
    Matcher matcher = PIECE.matcher(arguments.text(0));
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(text, Matcher.quoteReplacement(piece(matcher, arguments)));
      Work.checkLength(text.length());
    }
    return matcher.appendTail(text).toString();
  }

  private static String piece(Matcher matcher, Arguments arguments) {
    String found = matcher.group();
    if (found.equals("{{") || found.equals("}}")) {
      return found.substring(1);
    }
    if (found.length() == 1) {
      throw TemplateException.of(
          "'{0}', '{0:D2}' or a doubled brace in argument 1 of format()",
          "'%s' at its character %d".formatted(found, matcher.start() + 1));
    }
    int index = Integer.parseInt(matcher.group(1)) + 1;
    if (index >= arguments.count()) {
      throw TemplateException.of(
          "numbers in braces below %d in argument 1 of format()".formatted(arguments.count() - 1),
          found);
    }
    return matcher.group(2) == null
        ? arguments.textOf(index)
        : digits(arguments.number(index), Integer.parseInt(matcher.group(2)));
  }

  private static String digits(long number, int digits) {
    String plain = Long.toString(number);
    String sign = number < 0 ? "-" : "";
    String bare = plain.substring(sign.length());
    return sign + "0".repeat(Math.max(0, digits - bare.length())) + bare;
  }
}
