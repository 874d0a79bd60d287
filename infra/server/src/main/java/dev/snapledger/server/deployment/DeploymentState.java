package dev.snapledger.server.deployment;

/** How far a deployment is. */
enum DeploymentState {
  RUNNING("Running"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  CANCELED("Canceled");

  private final String text;

  DeploymentState(String text) {
    this.text = text;
  }

  /** As Azure writes it. */
  String text() {
    return text;
  }
}
