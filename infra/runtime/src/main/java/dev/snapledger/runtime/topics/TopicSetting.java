package dev.snapledger.runtime.topics;

import java.util.Optional;

/**
 * A setting of a topic: what it is created with, and what is accepted of an existing one.
 *
 * @param name Kafka's name of the topic configuration
 * @param value value given to a new topic
 * @param accepted values that an operator may have chosen instead
 */
record TopicSetting(String name, String value, Accepted accepted) {

  /** Kafka's value for "without limit", in retention settings. */
  static final String UNLIMITED = "-1";

  sealed interface Accepted {}

  /** The value of a new topic only. */
  record Same() implements Accepted {}

  /** A number that is at least {@code min}, or {@link #UNLIMITED}. */
  record AtLeast(long min) implements Accepted {}

  static TopicSetting exactly(String name, String value) {
    return new TopicSetting(name, value, new Same());
  }

  static TopicSetting atLeast(String name, long value, long min) {
    return new TopicSetting(name, Long.toString(value), new AtLeast(min));
  }

  /**
   * Says what is wrong, if something is.
   *
   * @param found value in force; {@code none} when the cluster does not tell
   */
  Optional<String> mismatch(String found) {
    return switch (accepted) {
      case Same() when found.equals(value) -> Optional.empty();
      case Same() -> Optional.of("expected %s=%s, but found %s".formatted(name, value, found));
      case AtLeast(long min) when isAtLeast(found, min) -> Optional.empty();
      case AtLeast(long min) ->
          Optional.of("expected %s of at least %d, but found %s".formatted(name, min, found));
    };
  }

  private static boolean isAtLeast(String found, long min) {
    return found.equals(UNLIMITED)
        || (found.matches("[0-9]{1,18}") && Long.parseLong(found) >= min);
  }
}
