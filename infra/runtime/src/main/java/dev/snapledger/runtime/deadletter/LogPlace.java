package dev.snapledger.runtime.deadletter;

/**
 * A place in a topic, written {@code PARTITION@OFFSET}.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record LogPlace(int partition, long offset) {
  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static LogPlace parse(String text) {
    if (!text.matches("[0-9]{1,5}@[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "expected PARTITION@OFFSET, such as 3@17, but found '" + text + "'");
    }
    String[] parts = text.split("@", 2);
    return new LogPlace(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
