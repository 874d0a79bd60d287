package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.snapledger.server.deployment.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads expressions.
 *
 * <pre>
 * expression = (call | 'text' | number) { "." name | "[" expression "]" }
 * call       = name "(" [ expression { "," expression } ] ")"
 * </pre>
 */
public final class ExpressionParser {
  private final List<Token> tokens;
  private int at;
  private int nesting;

  private ExpressionParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Whether a text of a template is an expression: in brackets, the first of them not doubled. */
  public static boolean isExpression(String text) {
    return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
  }

  /** What a text means that is no expression: of two brackets at the start one is left out. */
  public static String literal(String text) {
    return text.startsWith("[[") && text.endsWith("]") ? text.substring(1) : text;
  }

  /**
   * Reads an expression.
   *
   * @param text all of it, with its brackets
   * @throws TemplateException if it is none
   */
  public static Expression parse(String text) {
    if (text.length() > TemplateLimits.EXPRESSION_CHARS_MAX) {
      throw TemplateException.of(
          "an expression of at most %d characters".formatted(TemplateLimits.EXPRESSION_CHARS_MAX),
          Integer.toString(text.length()));
    }
    if (!isExpression(text)) {
      throw TemplateException.of("an expression in brackets", "other text");
    }
    var parser = new ExpressionParser(Lexer.tokens(text, 1, text.length() - 1));
    Expression found = parser.expression();
    parser.take(Kind.END);
    return found;
  }

  private Expression expression() {
    if (++nesting > TemplateLimits.EXPRESSION_NESTING_MAX) {
      throw TemplateException.of(
              "at most %d expressions inside each other"
                  .formatted(TemplateLimits.EXPRESSION_NESTING_MAX),
              "more")
          .at(peek().column());
    }
    Expression found = primary();
    for (int links = 0; peek().kind() == Kind.DOT || peek().kind() == Kind.LEFT_BRACKET; links++) {
      if (links == TemplateLimits.EXPRESSION_NESTING_MAX) {
        throw TemplateException.of("at most " + links + " properties in a row", "more")
            .at(peek().column());
      }
      Token next = tokens.get(at++);
      if (next.kind() == Kind.DOT) {
        found = new Expression.Property(found, take(Kind.NAME).text(), next.column());
      } else {
        found = new Expression.Element(found, expression(), next.column());
        take(Kind.RIGHT_BRACKET);
      }
    }
    nesting--;
    return found;
  }

  private Expression primary() {
    Token token = tokens.get(at++);
    return switch (token.kind()) {
      case TEXT -> new Expression.Literal(TextNode.valueOf(token.text()), token.column());
      case NUMBER -> number(token);
      case NAME -> call(token);
      case LEFT_PARENTHESIS, RIGHT_PARENTHESIS, LEFT_BRACKET, RIGHT_BRACKET, COMMA, DOT, END ->
          throw TemplateException.of("a function, a number or text in quotes", token.shown())
              .at(token.column());
    };
  }

  private static Expression number(Token token) {
    try {
      return new Expression.Literal(LongNode.valueOf(Long.parseLong(token.text())), token.column());
    } catch (NumberFormatException _) {
      throw TemplateException.of("a number of at most 64 bits", token.shown()).at(token.column());
    }
  }

  private Expression call(Token name) {
    if (peek().kind() == Kind.DOT) {
      throw TemplateException.of(
              "a function of the template language, because those of a user are not served",
              name.shown() + " and '.'")
          .at(name.column());
    }
    FunctionDefinition function = Functions.find(name.text());
    if (function == null) {
      throw TemplateException.of("the name of a known function", name.shown()).at(name.column());
    }
    take(Kind.LEFT_PARENTHESIS);
    List<Expression> arguments = new ArrayList<>();
    if (peek().kind() != Kind.RIGHT_PARENTHESIS) {
      arguments.add(expression());
      while (peek().kind() == Kind.COMMA) {
        at++;
        arguments.add(expression());
      }
    }
    take(Kind.RIGHT_PARENTHESIS);
    checkCount(function, arguments.size(), name);
    return new Expression.Call(function, arguments, name.column());
  }

  private static void checkCount(FunctionDefinition function, int count, Token name) {
    int min = function.argumentsMin();
    int max = function.argumentsMax();
    if (count < min || count > max) {
      String expected = min == max ? Integer.toString(min) : min + " to " + max;
      throw TemplateException.of(
              "%s arguments of %s()".formatted(expected, function.name()), Integer.toString(count))
          .at(name.column());
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token take(Kind kind) {
    Token token = tokens.get(at);
    if (token.kind() != kind) {
      throw TemplateException.of(kind.shown(), token.shown()).at(token.column());
    }
    at++;
    return token;
  }
}
