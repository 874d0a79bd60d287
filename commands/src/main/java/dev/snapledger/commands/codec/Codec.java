package dev.snapledger.commands.codec;

/**
 * Turns values into bytes and back. The same value always gives the same bytes.
 *
 * <p>Not safe for use by several threads at once: each thread takes its own, which is cheap.
 */
public interface Codec<T> {
  /**
   * The bytes of a value.
   *
   * @throws IllegalArgumentException if a text of the value is not well-formed Unicode
   */
  byte[] encode(T value);

  /**
   * The value of the bytes.
   *
   * @throws UndecodableException if they are anything but one whole value
   */
  T decode(byte[] bytes) throws UndecodableException;
}
