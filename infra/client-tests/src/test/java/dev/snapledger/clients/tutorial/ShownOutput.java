package dev.snapledger.clients.tutorial;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page says is printed. {@code …} stands for anything, alone in a line for any lines; blanks
 * count as one, and times as equal.
 */
final class ShownOutput {
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final String ANYTHING = "…";

  private ShownOutput() {}

  /** A pattern for all that a block prints. */
  static Pattern pattern(String shown) {
    String lines =
        normal(shown)
            .lines()
            .map(line -> line.equals(ANYTHING) ? "(?:.*\n)*?" : line(line) + "\n")
            .collect(Collectors.joining());
    return Pattern.compile(lines);
  }

  private static String line(String line) {
    return Arrays.stream(line.split(ANYTHING, -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }

  /** The same text as the pattern expects it: no blank lines, single blanks, no times. */
  static String normal(String text) {
    return TIME.matcher(text)
        .replaceAll("TIME")
        .lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
