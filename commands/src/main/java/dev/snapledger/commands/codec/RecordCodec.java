package dev.snapledger.commands.codec;

import dev.snapledger.commands.codec.RecordTypes.ReadableType;
import dev.snapledger.commands.codec.RecordTypes.WritableType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/**
 * Avro's single-object encoding of the records of one kind.
 *
 * <pre>
 *   byte   0..1   2..9                              10..
 *          C3 01  CRC-64-AVRO of the schema, LE     the record in Avro's binary encoding
 * </pre>
 *
 * <p>Source: Avro specification 1.12.0, section "Single-object encoding". Not safe for several
 * threads: buffers are used again.
 */
final class RecordCodec<T> implements Codec<T> {
  private final RecordTypes types;
  private final Class<T> root;
  private final WireWriter out = new WireWriter();
  private final WireReader in = new WireReader();
  private final Map<Schema, ResolvingDecoder> resolvers = new HashMap<>();

  RecordCodec(Class<T> root, RecordTypes types) {
    this.root = root;
    this.types = types;
  }

  @Override
  public byte[] encode(T value) {
    WritableType type = types.writable().get(value.getClass());
    if (type == null) {
      throw new IllegalStateException(
          "expected a %s with a schema, but found %s".formatted(types.kind(), value.getClass()));
    }
    out.clear();
    out.writeMarker();
    out.writeFingerprint(type.fingerprint());
    type.mapping().write(value, out);
    return out.toBytes();
  }

  @Override
  public T decode(byte[] bytes) throws UndecodableException {
    ReadableType type = types.readable(bytes);
    in.reset(bytes, RecordTypes.PREFIX_BYTES);
    Object value;
    try {
      value = read(type);
      // The last two come from Avro's resolution of older schemas, at an index out of range.
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new UndecodableException("%s: %s".formatted(type.name(), e.getMessage()), e);
    }
    if (in.remaining() != 0) {
      throw new UndecodableException(
          "%s: expected the record to end, but found %d more bytes"
              .formatted(type.name(), in.remaining()));
    }
    return root.cast(value);
  }

  private Object read(ReadableType type) throws IOException {
    Schema writer = type.writer();
    if (writer == null) {
      return type.mapping().read(in);
    }
    ResolvingDecoder resolver = resolvers.get(writer);
    if (resolver == null) {
      resolver = DecoderFactory.get().resolvingDecoder(writer, type.present(), in);
      resolvers.put(writer, resolver);
    } else {
      resolver.configure(in);
    }
    Object value = type.mapping().read(resolver);
    resolver.drain();
    return value;
  }
}
