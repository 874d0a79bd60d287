package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.http.ApiError;
import org.jspecify.annotations.Nullable;

/** How far a long-running operation is. */
sealed interface OperationState {
  /** It goes on. */
  record InProgress() implements OperationState {}

  /**
   * It is done.
   *
   * @param result what came of it; null for nothing
   */
  record Succeeded(@Nullable JsonNode result) implements OperationState {}

  /**
   * It came to nothing.
   *
   * @param error why
   */
  record Failed(ApiError error) implements OperationState {}
}
