package dev.snapledger.commands.codec;

import java.io.IOException;
import org.apache.avro.io.Decoder;

/** An identity: a record of one UUID in Java, that UUID alone on the wire. */
record IdMapping(RecordMapping id) implements Mapping {
  @Override
  public void write(Object value, WireWriter out) {
    id.write(value, out);
  }

  @Override
  public Object read(Decoder in) throws IOException {
    return id.construct(new Object[] {ScalarMapping.UUID.read(in)});
  }
}
