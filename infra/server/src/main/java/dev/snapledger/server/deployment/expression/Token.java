package dev.snapledger.server.deployment.expression;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text the name, the digits, or the text without quotes
 * @param column where it begins, from 1
 */
record Token(Kind kind, String text, int column) {
  /** Kinds of words. */
  enum Kind {
    NAME("a name"),
    TEXT("text in quotes"),
    NUMBER("a whole number"),
    LEFT_PARENTHESIS("'('"),
    RIGHT_PARENTHESIS("')'"),
    LEFT_BRACKET("'['"),
    RIGHT_BRACKET("']'"),
    COMMA("','"),
    DOT("'.'"),
    END("the end of the expression");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }
  }

  /** For messages: the name or number itself, but never what is in quotes. */
  String shown() {
    return switch (kind) {
      case NAME, NUMBER -> "'" + Shown.cut(text) + "'";
      case TEXT,
          LEFT_PARENTHESIS,
          RIGHT_PARENTHESIS,
          LEFT_BRACKET,
          RIGHT_BRACKET,
          COMMA,
          DOT,
          END ->
          kind.shown();
    };
  }
}
