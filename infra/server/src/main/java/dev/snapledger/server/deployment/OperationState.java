package dev.snapledger.server.deployment;

/** How far a resource of a deployment is. */
enum OperationState {
  /** It waits for others. */
  WAITING("Accepted"),
  RUNNING("Running"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  /** It was not tried, or nobody waited for its end. */
  SKIPPED("Canceled");

  private final String text;

  OperationState(String text) {
    this.text = text;
  }

  /** As Azure writes it. */
  String text() {
    return text;
  }

  boolean isFinal() {
    return this != WAITING && this != RUNNING;
  }
}
