package dev.snapledger.projections.row;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes a {@link Key} apart, in the order in which {@link KeyWriter} built it.
 *
 * <p>For one thread.
 */
public final class KeyReader {
  private final ByteBuffer buffer;

  public KeyReader(Key key) {
    this.buffer = ByteBuffer.wrap(key.bytes());
  }

  public UUID id() {
    return read(() -> new UUID(buffer.getLong(), buffer.getLong()));
  }

  public int u8() {
    return read(() -> buffer.get() & 0xFF);
  }

  public int u32() {
    return read(buffer::getInt);
  }

  public long u64() {
    return read(buffer::getLong);
  }

  /** A text as it was added: in lower case. */
  public String text() {
    int start = buffer.position();
    while (read(buffer::get) != 0) {
      // The text ends at the zero byte.
    }
    int length = buffer.position() - 1 - start;
    return new String(buffer.array(), start, length, StandardCharsets.UTF_8);
  }

  private static <T> T read(Supplier<T> part) {
    try {
      return part.get();
    } catch (BufferUnderflowException e) {
      throw new UnreadableRowException("expected a longer key, but it ends here", e);
    }
  }
}
