package dev.snapledger.blockstore.object;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * Which object: its kind and number, and for data the epoch of who wrote it.
 *
 * @param epoch of the writer, for data alone; else 0
 * @param number in the log for a record; counted per epoch for data
 */
record StoredObject(Kind kind, long epoch, long number) implements Comparable<StoredObject> {
  static final String LOG = "log/";
  static final String CHECKPOINTS = "checkpoints/";
  static final int BYTES = 1 + 2 * Long.BYTES;

  private static final Comparator<StoredObject> ORDER =
      Comparator.comparing(StoredObject::kind)
          .thenComparingLong(StoredObject::epoch)
          .thenComparingLong(StoredObject::number);

  /** What an object with bytes of files is. */
  enum Kind {
    RECORD((byte) 1),
    DATA((byte) 2);

    private final byte code;

    Kind(byte code) {
      this.code = code;
    }

    private static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("expected a kind of object, but found " + code);
    }
  }

  static StoredObject record(long number) {
    return new StoredObject(Kind.RECORD, 0, number);
  }

  /** Key of the checkpoint of the state after a record. */
  static String checkpointKey(long number) {
    return "%s%020d".formatted(CHECKPOINTS, number);
  }

  static StoredObject data(long epoch, long number) {
    return new StoredObject(Kind.DATA, epoch, number);
  }

  /** Keys of the data an epoch wrote begin with this. */
  static String dataOf(long epoch) {
    return "data/%020d/".formatted(epoch);
  }

  /** The number that ends a key. */
  static long numberIn(String key) {
    return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
  }

  String key() {
    return switch (kind) {
      case RECORD -> "%s%020d".formatted(LOG, number);
      case DATA -> "%s%020d".formatted(dataOf(epoch), number);
    };
  }

  void writeTo(ByteBuffer out) {
    out.put(kind.code).putLong(epoch).putLong(number);
  }

  static StoredObject readFrom(ByteBuffer in) {
    return new StoredObject(Kind.of(in.get()), in.getLong(), in.getLong());
  }

  @Override
  public int compareTo(StoredObject other) {
    return ORDER.compare(this, other);
  }
}
