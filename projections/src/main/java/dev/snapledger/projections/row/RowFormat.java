package dev.snapledger.projections.row;

/**
 * How the rows of one table are written.
 *
 * <p>Equal rows give equal bytes, so that stores can be compared byte by byte. Implementations are
 * safe for use by many threads.
 */
public interface RowFormat<R> {
  /** Writes a row. */
  byte[] encode(R row);

  /**
   * Reads a row.
   *
   * @throws UnreadableRowException if the bytes are not those of a row
   */
  R decode(byte[] bytes);

  /** A format of fields in a fixed order, after one byte for its version. */
  static <R> RowFormat<R> of(int version, FieldWriter<R> writer, FieldReader<R> reader) {
    return new VersionedFormat<>(version, writer, reader);
  }

  /** Writes the fields of a row, in their order. */
  @FunctionalInterface
  interface FieldWriter<R> {
    void write(RowWriter out, R row);
  }

  /** Reads the fields of a row, in the same order. */
  @FunctionalInterface
  interface FieldReader<R> {
    R read(RowReader in);
  }
}
