package dev.snapledger.server.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A function of the template language.
 *
 * @param name its name; calls may write it in any case
 * @param argumentsMin fewest arguments
 * @param argumentsMax most arguments
 * @param use where it may be called
 * @param body what it does
 */
public record FunctionDefinition(
    String name, int argumentsMin, int argumentsMax, Use use, Body body) {
  /** Where a function may be called. */
  public enum Use {
    /** Everywhere. */
    ANYWHERE,
    /** In default values of parameters, because it gives another value each time. */
    DEFAULTS,
    /** Not in default values of parameters, which are there first. */
    AFTER_PARAMETERS,
    /** In bodies of resources and in outputs, because it needs resources. */
    RUNNING
  }

  /** What a function does; must not change its arguments. */
  @FunctionalInterface
  interface Body {
    /**
     * The result.
     *
     * @throws TemplateException if the arguments do not fit
     */
    JsonNode call(Arguments arguments, Scope scope);
  }

  static FunctionDefinition of(String name, int min, int max, Body body) {
    return new FunctionDefinition(name, min, max, Use.ANYWHERE, body);
  }

  /** With at least so many arguments. */
  static FunctionDefinition many(String name, int min, Body body) {
    return of(name, min, TemplateLimits.ARGUMENTS_MAX, body);
  }

  FunctionDefinition only(Use where) {
    return new FunctionDefinition(name, argumentsMin, argumentsMax, where, body);
  }
}
