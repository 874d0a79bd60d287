package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.object.Change.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One record of the names log: changes that happen together or not at all.
 *
 * <p>Byte for byte: docs/internals/object-store-format.md#records.
 *
 * @param number its place in the log, from 1
 * @param epoch number of the record that began the epoch it was written in
 * @param writer who wrote it; with the number, what tells it from any other record
 * @param atMillis the writer's clock; decides nothing but when garbage is removed
 */
record LogRecord(long number, long epoch, UUID writer, long atMillis, List<Change> changes) {
  private static final long MAGIC = 0x534C_4F42_4A4C_0001L;
  private static final int HEADER_BYTES = 6 * Long.BYTES + Integer.BYTES;
  private static final int CRC_BYTES = Integer.BYTES;
  private static final int CHANGE_BYTES_MAX = 64;
  private static final int PIECE_BYTES = 1 + 3 * Long.BYTES + StoredObject.BYTES;

  private static final byte OPENED = 1;
  private static final byte RELEASED = 2;
  private static final byte CREATED = 3;
  private static final byte WRITTEN = 4;
  private static final byte RENAMED = 5;
  private static final byte DELETED = 6;
  private static final byte CHECKPOINTED = 7;
  private static final byte SWEPT = 8;
  private static final byte EPOCH_SWEPT = 9;

  private static final byte STORED = 1;
  private static final byte INLINE = 2;

  ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(lengthMax());
    out.putLong(MAGIC).putLong(number).putLong(epoch);
    putUuid(out, writer);
    out.putLong(atMillis).putInt(changes.size());
    changes.forEach(change -> put(out, change));
    return seal(out);
  }

  /** Ends it with a CRC-32C of all before, and makes it ready to be read. */
  static ByteBuffer seal(ByteBuffer out) {
    out.putInt(crc(out.duplicate().flip()));
    return out.flip();
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private int lengthMax() {
    int length = HEADER_BYTES + CRC_BYTES;
    for (Change change : changes) {
      length += CHANGE_BYTES_MAX + variableBytes(change);
    }
    return length;
  }

  private static int variableBytes(Change change) {
    return switch (change) {
      case Change.Opened opened -> textBytes(opened.node());
      case Change.Created created -> textBytes(created.name());
      case Change.Renamed renamed -> textBytes(renamed.from()) + textBytes(renamed.to());
      case Change.Deleted deleted -> textBytes(deleted.name());
      case Change.Written written ->
          written.pieces().stream()
              .mapToInt(
                  piece ->
                      PIECE_BYTES
                          + (piece instanceof Piece.Inline inline ? inline.bytes().length : 0))
              .sum();
      case Change.Released _, Change.Checkpointed _, Change.Swept _, Change.EpochSwept _ -> 0;
    };
  }

  private static int textBytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void put(ByteBuffer out, Change change) {
    switch (change) {
      case Change.Opened opened -> {
        putUuid(out.put(OPENED), opened.writer());
        putText(out, opened.node());
      }
      case Change.Released _ -> out.put(RELEASED);
      case Change.Created created ->
          putText(out.put(CREATED).putLong(created.file()), created.name());
      case Change.Written written -> putWritten(out.put(WRITTEN), written);
      case Change.Renamed renamed -> {
        putText(out.put(RENAMED), renamed.from());
        putText(out, renamed.to());
      }
      case Change.Deleted deleted -> putText(out.put(DELETED), deleted.name());
      case Change.Checkpointed checkpointed -> out.put(CHECKPOINTED).putLong(checkpointed.number());
      case Change.Swept swept -> out.put(SWEPT).putLong(swept.throughNumber());
      case Change.EpochSwept swept -> out.put(EPOCH_SWEPT).putLong(swept.epoch());
    }
  }

  private static void putWritten(ByteBuffer out, Change.Written written) {
    out.putLong(written.file()).putLong(written.cutBytes()).putLong(written.sizeBytes());
    out.putInt(written.pieces().size());
    for (Piece piece : written.pieces()) {
      switch (piece) {
        case Piece.Stored(Extent extent) -> putExtent(out.put(STORED), extent);
        case Piece.Inline(long startByte, byte[] bytes) ->
            out.put(INLINE).putLong(startByte).putInt(bytes.length).put(bytes);
      }
    }
  }

  static void putExtent(ByteBuffer out, Extent extent) {
    out.putLong(extent.startByte()).putLong(extent.endByte());
    extent.object().writeTo(out);
    out.putLong(extent.objectStartByte());
  }

  static Extent extent(ByteBuffer in) {
    return new Extent(in.getLong(), in.getLong(), StoredObject.readFrom(in), in.getLong());
  }

  static void putText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(bytes.length).put(bytes);
  }

  static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void putUuid(ByteBuffer out, UUID id) {
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  static UUID uuid(ByteBuffer in) {
    return new UUID(in.getLong(), in.getLong());
  }

  /**
   * Reads a record. Inline pieces come back as extents in the record.
   *
   * @throws IOException if it is not a whole record with that number
   */
  static LogRecord decode(long number, ByteBuffer bytes) throws IOException {
    String key = StoredObject.record(number).key();
    ByteBuffer in = checked(key, MAGIC, bytes);
    try {
      long found = in.getLong();
      if (found != number) {
        throw damaged(key, "number " + found);
      }
      long epoch = in.getLong();
      UUID writer = uuid(in);
      long atMillis = in.getLong();
      int count = in.getInt();
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        changes.add(change(number, in));
      }
      return new LogRecord(number, epoch, writer, atMillis, List.copyOf(changes));
    } catch (BufferUnderflowException e) {
      throw damaged(key, "an end amid it: " + e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The bytes between the magic number and the CRC, both of which must be right. */
  static ByteBuffer checked(String key, long magic, ByteBuffer bytes) throws IOException {
    int length = bytes.remaining() - CRC_BYTES;
    if (length < Long.BYTES || bytes.getLong(bytes.position()) != magic) {
      throw damaged(key, bytes.remaining() + " other bytes");
    }
    ByteBuffer body = bytes.slice(bytes.position(), length);
    int expected = bytes.getInt(bytes.position() + length);
    if (crc(body.duplicate()) != expected) {
      throw damaged(key, "a wrong CRC");
    }
    return body.position(Long.BYTES);
  }

  static IOException damaged(String key, String found) {
    return new IOException("expected a whole record in " + key + ", but found " + found);
  }

  private static Change change(long number, ByteBuffer in) {
    byte kind = in.get();
    return switch (kind) {
      case OPENED -> new Change.Opened(uuid(in), text(in));
      case RELEASED -> new Change.Released();
      case CREATED -> new Change.Created(in.getLong(), text(in));
      case WRITTEN -> written(number, in);
      case RENAMED -> new Change.Renamed(text(in), text(in));
      case DELETED -> new Change.Deleted(text(in));
      case CHECKPOINTED -> new Change.Checkpointed(in.getLong());
      case SWEPT -> new Change.Swept(in.getLong());
      case EPOCH_SWEPT -> new Change.EpochSwept(in.getLong());
      default -> throw unknown(number, "change", kind);
    };
  }

  private static UncheckedIOException unknown(long number, String what, byte kind) {
    return new UncheckedIOException(
        damaged(
            StoredObject.record(number).key(),
            what + " of kind " + kind + ", written by another version of this program"));
  }

  private static Change.Written written(long number, ByteBuffer in) {
    long file = in.getLong();
    long cutBytes = in.getLong();
    long sizeBytes = in.getLong();
    int count = in.getInt();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte kind = in.get();
      pieces.add(
          new Piece.Stored(
              switch (kind) {
                case STORED -> extent(in);
                case INLINE -> inline(number, in);
                default -> throw unknown(number, "piece", kind);
              }));
    }
    return new Change.Written(file, cutBytes, sizeBytes, pieces);
  }

  private static Extent inline(long number, ByteBuffer in) {
    long startByte = in.getLong();
    int length = in.getInt();
    int place = in.position();
    in.position(place + length);
    return new Extent(startByte, startByte + length, StoredObject.record(number), place);
  }
}
