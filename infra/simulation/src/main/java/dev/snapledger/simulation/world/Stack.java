package dev.snapledger.simulation.world;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A failure with its first calls, in lines. */
final class Stack {
  private static final int CALLS_MAX = 12;

  private Stack() {}

  static String of(Throwable failure) {
    return failure
        + Arrays.stream(failure.getStackTrace())
            .limit(CALLS_MAX)
            .map(call -> System.lineSeparator() + "    at " + call)
            .collect(Collectors.joining());
  }
}
