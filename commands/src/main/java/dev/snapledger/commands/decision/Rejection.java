package dev.snapledger.commands.decision;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a command was refused. Codes never change their meaning; messages are for people. */
public sealed interface Rejection
    permits ArgumentRejection, CopyRejection, RestrictionRejection, StateRejection {
  /** Stable code, such as {@code SnapshotRateExceeded}. */
  String code();

  /** What was expected, what was found, with numbers; never a secret. */
  String message();

  /** The numbers of the message, by name. */
  Map<String, String> details();

  /** First instant at which the command would not be refused for this reason, when known. */
  default @Nullable Instant retryAt() {
    return null;
  }
}
