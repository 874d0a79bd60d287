package dev.snapledger.server.deployment.expression;

import dev.snapledger.server.deployment.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into words. Between words white space means nothing. */
final class Lexer {
  private final String text;
  private final int end;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /**
   * The words from {@code start} to before {@code end}, the last of them {@link Kind#END}.
   *
   * @throws TemplateException if a character begins no word, or a text does not end
   */
  static List<Token> tokens(String text, int start, int end) {
    Lexer lexer = new Lexer(text, start, end);
    while (lexer.skipSpace()) {
      lexer.next();
    }
    lexer.add(Kind.END, "", end);
    return lexer.tokens;
  }

  private boolean skipSpace() {
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < end;
  }

  private void next() {
    char c = text.charAt(at);
    switch (c) {
      case '(' -> single(Kind.LEFT_PARENTHESIS);
      case ')' -> single(Kind.RIGHT_PARENTHESIS);
      case '[' -> single(Kind.LEFT_BRACKET);
      case ']' -> single(Kind.RIGHT_BRACKET);
      case ',' -> single(Kind.COMMA);
      case '.' -> single(Kind.DOT);
      case '\'' -> quoted();
      default -> {
        if (isDigit(c) || (c == '-' && at + 1 < end && isDigit(text.charAt(at + 1)))) {
          number();
        } else if (isNameStart(c)) {
          name();
        } else {
          throw TemplateException.of("a name, a number or text in quotes", character(c)).at(at + 1);
        }
      }
    }
  }

  private static String character(char c) {
    return c > ' ' && c < 127 ? "'" + c + "'" : "character U+%04X".formatted((int) c);
  }

  private void single(Kind kind) {
    add(kind, "", at);
    at++;
  }

  /** A quote inside is written twice. */
  private void quoted() {
    int start = at;
    StringBuilder found = new StringBuilder();
    for (at++; at < end; at++) {
      char c = text.charAt(at);
      if (c != '\'') {
        found.append(c);
      } else if (at + 1 < end && text.charAt(at + 1) == '\'') {
        found.append(c);
        at++;
      } else {
        at++;
        add(Kind.TEXT, found.toString(), start);
        return;
      }
    }
    throw TemplateException.of("a quote that ends the text", Kind.END.shown()).at(start + 1);
  }

  private void number() {
    int start = at;
    at++;
    while (at < end && isDigit(text.charAt(at))) {
      at++;
    }
    add(Kind.NUMBER, text.substring(start, at), start);
  }

  private void name() {
    int start = at;
    while (at < end && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    add(Kind.NAME, text.substring(start, at), start);
  }

  private void add(Kind kind, String found, int start) {
    tokens.add(new Token(kind, found, start + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }
}
