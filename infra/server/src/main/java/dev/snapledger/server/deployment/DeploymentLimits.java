package dev.snapledger.server.deployment;

/** Limits of deployments; listed in docs/reference/deployments.md. */
public final class DeploymentLimits {
  /** Deployments that are kept of a resource group; a new one takes the place of the oldest. */
  public static final int DEPLOYMENTS_MAX = 800;

  /** Deployments that run at a time. */
  public static final int RUNNING_MAX = 32;

  /** Templates that are evaluated at a time; more wait. */
  public static final int EVALUATIONS_MAX = 8;

  /** Characters of the name of a deployment. */
  public static final int NAME_CHARS_MAX = 64;

  /** Deployments of one page of a list. */
  public static final int PAGE_ITEMS_MAX = 50;

  private DeploymentLimits() {}
}
