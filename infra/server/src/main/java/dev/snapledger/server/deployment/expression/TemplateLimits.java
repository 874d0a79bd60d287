package dev.snapledger.server.deployment.expression;

/**
 * Limits of a template and of what its expressions may cost; listed in
 * docs/reference/deployments.md. Work is counted in steps: one for each value that is looked at and
 * for each character of it.
 */
public final class TemplateLimits {
  /** Parameters of a template. */
  public static final int PARAMETERS_MAX = 256;

  /** Variables of a template. */
  public static final int VARIABLES_MAX = 256;

  /** Resources of a template, each iteration of a loop counted. */
  public static final int RESOURCES_MAX = 800;

  /** Dependencies of all resources together. */
  public static final int DEPENDENCIES_MAX = 10_000;

  /** Outputs of a template. */
  public static final int OUTPUTS_MAX = 64;

  /** Iterations of a loop inside a resource or variable. */
  public static final int ITERATIONS_MAX = 800;

  /** Characters of one expression, its brackets included. */
  public static final int EXPRESSION_CHARS_MAX = 24_576;

  /** Expressions inside each other, in one text. */
  public static final int EXPRESSION_NESTING_MAX = 64;

  /** Arguments of one call. */
  public static final int ARGUMENTS_MAX = 256;

  /** Expressions, variables and parts of values inside each other, all together. */
  public static final int EVALUATION_NESTING_MAX = 256;

  /** Levels of a value. */
  public static final int VALUE_NESTING_MAX = 48;

  /** Steps of a value: its characters, and one for each part. */
  public static final int VALUE_STEPS_MAX = 131_072;

  /** Steps of all expressions before the start, and as many again for each run. */
  public static final int WORK_STEPS_MAX = 8_388_608;

  /** Numbers that {@code range} gives. */
  public static final int RANGE_MAX = 10_000;

  /** Different texts in secure parameters. */
  public static final int SECRETS_MAX = 256;

  private TemplateLimits() {}
}
