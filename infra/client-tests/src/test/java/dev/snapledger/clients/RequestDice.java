package dev.snapledger.clients;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Good requests, changed by chance; the same seed gives the same ones. For one thread. */
final class RequestDice {
  private static final int CHANGES_MAX = 4;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern VALUE = Pattern.compile("(?<=[=:] ?)[^&\\r\\n ,}\\]]+");
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "1.5", "1e9", "512", "4194304", "4294967296", "9223372036854775807", "x");

  /** What parsers stumble over. */
  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "%",
          "%00",
          "%2e%2e",
          "%252e",
          "%c3%28",
          "%ff",
          "..",
          "/",
          "//",
          "\\",
          ";",
          "?",
          "#",
          "&",
          "=",
          "+",
          "\u0000",
          "\r\n",
          "\n",
          "\r",
          "\t",
          "\u007f",
          "\u00e9",
          "\u00ff\u00fe",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          "[[",
          "null",
          "true",
          "{}",
          "[]",
          "\\ud800",
          "\\u0000",
          "[concat('a'",
          "[reference('x')]",
          "[[x]",
          "[add(1,9223372036854775807)]",
          "[substring('a',0,-1)]",
          "[createArray()]",
          "[range(0,10001)]",
          "<a>",
          "<!--",
          "*",
          "W/",
          "\"0x0\"",
          "bytes=",
          "bytes=0-",
          "bytes=-1",
          "bytes=0-0,2-3",
          "Bearer ",
          "Basic YTpi",
          "chunked",
          "gzip",
          "100-continue",
          "\r\nTransfer-Encoding: chunked\r\n",
          "\r\nContent-Length: 7\r\n",
          "\r\nHost: a\r\n",
          "\r\nExpect: 100-continue\r\n",
          "\r\nUpgrade: h2c\r\n",
          "\r\nConnection: keep-alive\r\n",
          "HTTP/1.0",
          "HTTP/2",
          "application/xml",
          "multipart/form-data",
          "2019-02-29",
          "0000-00-00",
          "\ud83d\ude00");

  private final SplittableRandom choice;
  private final List<String> good;

  RequestDice(long seed, List<String> good) {
    this.choice = new SplittableRandom(seed);
    this.good = List.copyOf(good);
  }

  /** The next request, a character for each byte. */
  String next() {
    String text = any(good);
    for (int left = choice.nextInt(CHANGES_MAX + 1); left > 0 && !text.isEmpty(); left--) {
      text = changed(text);
    }
    return text;
  }

  private String changed(String text) {
    int at = choice.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + choice.nextInt(12));
    return switch (choice.nextInt(10)) {
      case 0 -> text.substring(0, at) + (char) choice.nextInt(256) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, end) + repeated(text.substring(at, end)) + text.substring(end);
      case 3 -> text.substring(0, at) + any(WORDS) + text.substring(at);
      case 4 -> any(METHODS) + text.substring(Math.max(0, text.indexOf(' ')));
      case 5 -> replaced(text, NUMBER, any(NUMBERS));
      case 6 -> replaced(text, VALUE, any(WORDS));
      case 7 -> line(text, "");
      case 8 -> line(text, line(any(good)) + "\r\n");
      default -> choice.nextInt(4) == 0 ? text.substring(0, at) : text;
    };
  }

  private String repeated(String part) {
    return part.repeat(choice.nextInt(20) == 0 ? 3_000 : 1 + choice.nextInt(3));
  }

  /** With one match, of all that there are, replaced. */
  private String replaced(String text, Pattern pattern, String by) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult one = any(found);
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  /** With one line of the head replaced; the first stays. */
  private String line(String text, String by) {
    int first = text.indexOf("\r\n");
    int head = text.indexOf("\r\n\r\n");
    if (first < 0 || head <= first) {
      return text;
    }
    int start = text.lastIndexOf("\r\n", first + choice.nextInt(head - first)) + 2;
    int end = text.indexOf("\r\n", start) + 2;
    return text.substring(0, start) + by + text.substring(end);
  }

  /** Any line of a request's head but the first. */
  private String line(String text) {
    String[] lines = text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n", -1);
    return lines[1 + choice.nextInt(lines.length - 1)];
  }

  private <T> T any(List<T> list) {
    return list.get(choice.nextInt(list.size()));
  }
}
