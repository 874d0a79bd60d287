package dev.snapledger.server.deployment.expression;

import org.jspecify.annotations.Nullable;

/**
 * A template that cannot be used. The message says what was expected and what was found, and where;
 * it shows no value that an expression gave, because that may be a secret.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final @Nullable String path;
  private final int column;

  private TemplateException(String reason, @Nullable String path, int column) {
    super(reason + where(path, column));
    this.reason = reason;
    this.path = path;
    this.column = column;
  }

  /** A fault whose place its callers know. */
  public static TemplateException of(String expected, String found) {
    return new TemplateException("expected %s, but found %s".formatted(expected, found), null, 0);
  }

  private static String where(@Nullable String path, int column) {
    if (path == null) {
      return column == 0 ? "" : " at column " + column;
    }
    return " in '%s'".formatted(path) + (column == 0 ? "" : " at column " + column);
  }

  /** The same at a column of its expression, counted from 1 with the bracket, if none is known. */
  public TemplateException at(int where) {
    return column != 0 || path != null ? this : new TemplateException(reason, null, where);
  }

  /** The same at a path such as {@code resources[0].name}, if none is known. */
  public TemplateException in(String where) {
    return path != null ? this : new TemplateException(reason, where, column);
  }

  /** Where in the template; null if that is unknown. */
  public @Nullable String path() {
    return path;
  }

  /** The column of the expression, from 1; 0 if it is about no expression. */
  public int column() {
    return column;
  }
}
