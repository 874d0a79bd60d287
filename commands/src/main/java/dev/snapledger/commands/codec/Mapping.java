package dev.snapledger.commands.codec;

import java.io.IOException;
import org.apache.avro.io.Decoder;

/** How the values of one Java type and one schema are written and read. Immutable. */
interface Mapping {
  /** Writes a value of the type; never null unless the schema says so. */
  void write(Object value, WireWriter out);

  /**
   * Reads a value.
   *
   * @param in a {@link WireReader}, or Avro's resolving decoder on one
   */
  Object read(Decoder in) throws IOException;
}
