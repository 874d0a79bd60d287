package dev.snapledger.commands.codec;

import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** A value that may be absent: a union of null, first, and the value. */
record NullableMapping(Mapping present) implements Mapping {
  @Override
  public void write(@Nullable Object value, WireWriter out) {
    if (value == null) {
      out.writeLong(0);
    } else {
      out.writeLong(1);
      present.write(value, out);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // The component that takes it is nullable.
  public Object read(Decoder in) throws IOException {
    int index = in.readIndex();
    return switch (index) {
      case 0 -> {
        in.readNull();
        yield null;
      }
      case 1 -> present.read(in);
      default -> throw new MalformedInputException("expected branch 0 or 1, but found " + index);
    };
  }
}
