package dev.snapledger.projections.row;

/**
 * A format whose rows begin with its version, so that a row of another version is never misread.
 */
record VersionedFormat<R>(
    int version, RowFormat.FieldWriter<R> writer, RowFormat.FieldReader<R> reader)
    implements RowFormat<R> {
  @Override
  public byte[] encode(R row) {
    RowWriter out = new RowWriter();
    out.u8(version);
    writer.write(out, row);
    return out.toBytes();
  }

  @Override
  public R decode(byte[] bytes) {
    RowReader in = new RowReader(bytes);
    int found = in.u8();
    if (found != version) {
      throw new UnreadableRowException(
          "expected a row of version " + version + ", but found " + found);
    }
    R row = reader.read(in);
    in.end();
    return row;
  }
}
