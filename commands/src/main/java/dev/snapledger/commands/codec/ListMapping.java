package dev.snapledger.commands.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.Decoder;

/** A list, in one block. */
record ListMapping(Mapping item) implements Mapping {
  @Override
  public void write(Object value, WireWriter out) {
    List<?> list = (List<?>) value;
    if (!list.isEmpty()) {
      out.writeLong(list.size());
      for (Object element : list) {
        item.write(element, out);
      }
    }
    out.writeLong(0);
  }

  @Override
  public Object read(Decoder in) throws IOException {
    long count = in.readArrayStart();
    if (count == 0) {
      return List.of();
    }
    List<Object> list = new ArrayList<>();
    for (; count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        list.add(item.read(in));
      }
    }
    return list;
  }
}
