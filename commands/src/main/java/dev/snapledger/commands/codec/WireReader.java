package dev.snapledger.commands.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding from an array, strictly: no length is believed before that many bytes are
 * there, texts are UTF-8, numbers fit. So memory is bounded by a small multiple of the input.
 *
 * <p>It is an Avro decoder so that Avro's own schema resolution can stand on it. Not safe for
 * several threads.
 */
final class WireReader extends Decoder {
  private static final int VARINT_BYTES_MAX = 10;
  private static final byte[] NOTHING = {};

  private byte[] buffer = NOTHING;
  private int position;

  /** Starts over with other bytes. */
  void reset(byte[] bytes, int start) {
    buffer = bytes;
    position = start;
  }

  int remaining() {
    return buffer.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws MalformedInputException {
    int value = buffer[take(1)];
    if (value != 0 && value != 1) {
      throw new MalformedInputException("expected a boolean, 0 or 1, but found " + value);
    }
    return value == 1;
  }

  @Override
  public int readInt() throws MalformedInputException {
    long value = readLong();
    if (value != (int) value) {
      throw new MalformedInputException("expected a number of 32 bits, but found " + value);
    }
    return (int) value;
  }

  @Override
  public long readLong() throws MalformedInputException {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
      byte next = buffer[take(1)];
      // The tenth byte holds the topmost bit alone.
      if (i == VARINT_BYTES_MAX - 1 && next > 1) {
        break;
      }
      value |= (next & 0x7FL) << (7 * i);
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new MalformedInputException(
        "expected a number of at most 64 bits, but found a longer one");
  }

  @Override
  public String readString() throws MalformedInputException {
    int count = readLength();
    int start = take(count);
    String text = new String(buffer, start, count, StandardCharsets.UTF_8);
    // Malformed input becomes U+FFFD; so does U+FFFD itself, which is well-formed.
    if (text.indexOf('\uFFFD') >= 0
        && !Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8),
            Arrays.copyOfRange(buffer, start, start + count))) {
      throw new MalformedInputException(
          "expected UTF-8, but found other bytes in a text of %d bytes".formatted(count));
    }
    return text;
  }

  /** A UUID written as a string. */
  UUID readUuid() throws MalformedInputException {
    int count = readLength();
    return UuidText.read(buffer, take(count), count);
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws MalformedInputException {
    return new Utf8(readString());
  }

  @Override
  public void skipString() throws MalformedInputException {
    take(readLength());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws MalformedInputException {
    int count = readLength();
    int start = take(count);
    return ByteBuffer.wrap(Arrays.copyOfRange(buffer, start, start + count));
  }

  @Override
  public void skipBytes() throws MalformedInputException {
    take(readLength());
  }

  /** The index is checked by whoever knows the symbols. */
  @Override
  public int readEnum() throws MalformedInputException {
    return readInt();
  }

  /** The index is checked by whoever knows the branches. */
  @Override
  public int readIndex() throws MalformedInputException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws MalformedInputException {
    return readBlockCount();
  }

  @Override
  public long arrayNext() throws MalformedInputException {
    return readBlockCount();
  }

  @Override
  public long readMapStart() throws MalformedInputException {
    return readBlockCount();
  }

  @Override
  public long mapNext() throws MalformedInputException {
    return readBlockCount();
  }

  @Override
  public long skipArray() throws MalformedInputException {
    return readBlockCount();
  }

  @Override
  public long skipMap() throws MalformedInputException {
    return readBlockCount();
  }

  @Override
  public float readFloat() {
    throw unused("float");
  }

  @Override
  public double readDouble() {
    throw unused("double");
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) {
    throw unused("fixed");
  }

  @Override
  public void skipFixed(int length) {
    throw unused("fixed");
  }

  private static IllegalStateException unused(String type) {
    return new IllegalStateException("expected no schema with " + type + ", but found one");
  }

  /** A negative count is followed by the size of the block in bytes, which nothing here needs. */
  private long readBlockCount() throws MalformedInputException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      readLong();
    }
    // Every item takes a byte at least.
    if (count < 0 || count > remaining()) {
      throw new MalformedInputException(
          "expected at most %d items, for so many bytes are left, but found a count of %d"
              .formatted(remaining(), count));
    }
    return count;
  }

  private int readLength() throws MalformedInputException {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new MalformedInputException(
          "expected a length of 0 to %d, but found %d".formatted(remaining(), length));
    }
    return (int) length;
  }

  private int take(int count) throws MalformedInputException {
    if (count > remaining()) {
      throw new MalformedInputException(
          "expected %d more bytes, but found %d".formatted(count, remaining()));
    }
    int start = position;
    position += count;
    return start;
  }
}
