package dev.snapledger.server.health;

/** A node that is well. */
public final class HealthyNode implements NodeHealth {
  private static final HealthReport WELL = HealthReport.of(HealthCheck.up("test"));

  @Override
  public HealthReport live() {
    return WELL;
  }

  @Override
  public HealthReport started() {
    return WELL;
  }

  @Override
  public HealthReport ready() {
    return WELL;
  }
}
