package dev.snapledger.commands.codec;

import java.io.IOException;
import java.util.List;
import org.apache.avro.io.Decoder;

/** An enum, by position. */
record EnumMapping(List<Enum<?>> constants) implements Mapping {
  @Override
  public void write(Object value, WireWriter out) {
    out.writeLong(constants.indexOf(value));
  }

  @Override
  public Object read(Decoder in) throws IOException {
    int index = in.readEnum();
    if (index < 0 || index >= constants.size()) {
      throw new MalformedInputException(
          "expected a symbol 0 to %d, but found %d".formatted(constants.size() - 1, index));
    }
    return constants.get(index);
  }
}
