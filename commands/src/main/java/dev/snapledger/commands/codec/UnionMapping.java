package dev.snapledger.commands.codec;

import java.io.IOException;
import java.util.List;
import org.apache.avro.io.Decoder;

/** One of several records: a union of them. */
record UnionMapping(List<Class<?>> branches, List<Mapping> mappings) implements Mapping {
  @Override
  public void write(Object value, WireWriter out) {
    int index = branches.indexOf(value.getClass());
    out.writeLong(index);
    mappings.get(index).write(value, out);
  }

  @Override
  public Object read(Decoder in) throws IOException {
    int index = in.readIndex();
    if (index < 0 || index >= mappings.size()) {
      throw new MalformedInputException(
          "expected branch 0 to %d, but found %d".formatted(mappings.size() - 1, index));
    }
    return mappings.get(index).read(in);
  }
}
