package dev.snapledger.commands.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The records of one kind and all their schemas; made once, immutable, shared by all threads.
 *
 * @param kind name of the kind, for people
 * @param writable the present schema of each record class
 * @param readable every schema that can be read, by fingerprint
 */
record RecordTypes(
    String kind, Map<Class<?>, WritableType> writable, Map<Long, ReadableType> readable) {
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Marker of the single-object encoding, version 1. */
  static final int MARKER = 0xC301;

  /** Bytes of marker and fingerprint. */
  static final int PREFIX_BYTES = 10;

  /**
   * How a class is written.
   *
   * @param fingerprint what its schema is called
   * @param mapping its fields
   */
  record WritableType(long fingerprint, Mapping mapping) {}

  /**
   * How a schema is read.
   *
   * @param name name of the record
   * @param writer the schema it was written with; null when that is the present one
   * @param present the present schema
   * @param mapping fields of the present schema
   */
  record ReadableType(String name, @Nullable Schema writer, Schema present, Mapping mapping) {}

  /**
   * All records of a sealed type, or the one record type itself.
   *
   * @param kind name of the folder of their schemas
   */
  static RecordTypes of(String kind, Class<?> root) {
    Map<Class<?>, WritableType> writable = new HashMap<>();
    Map<Long, ReadableType> readable = new HashMap<>();
    for (Class<?> type : leaves(root)) {
      String name = type.getSimpleName();
      Schema present = SchemaCatalog.current(kind, name);
      Mapping mapping = Mappings.ofRecord(type, present);
      long fingerprint = SchemaCatalog.fingerprint(present);
      writable.put(type, new WritableType(fingerprint, mapping));
      readable.put(fingerprint, new ReadableType(name, null, present, mapping));
      for (Schema shipped : SchemaCatalog.shipped(name)) {
        readable.putIfAbsent(
            SchemaCatalog.fingerprint(shipped), new ReadableType(name, shipped, present, mapping));
      }
    }
    return new RecordTypes(kind, Map.copyOf(writable), Map.copyOf(readable));
  }

  /** Also reads a schema that is not in the catalogue, as one that another version shipped. */
  RecordTypes alsoReading(String name, Schema writer) {
    ReadableType present =
        readable.values().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    Map<Long, ReadableType> more = new HashMap<>(readable);
    more.put(
        SchemaCatalog.fingerprint(writer),
        new ReadableType(name, writer, present.present(), present.mapping()));
    return new RecordTypes(kind, writable, Map.copyOf(more));
  }

  /**
   * How bytes that begin with marker and fingerprint are read.
   *
   * @throws UndecodableException if they name no schema of this kind
   */
  ReadableType readable(byte[] bytes) throws UndecodableException {
    if (bytes.length < PREFIX_BYTES) {
      throw new UndecodableException(
          "expected at least the %d bytes of marker and fingerprint, but found %d"
              .formatted(PREFIX_BYTES, bytes.length));
    }
    int marker = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    if (marker != MARKER) {
      throw new UndecodableException(
          "expected the marker C3 01 of Avro's single-object encoding, but found %02X %02X"
              .formatted(bytes[0], bytes[1]));
    }
    long fingerprint = (long) LONG_LE.get(bytes, 2);
    ReadableType type = readable.get(fingerprint);
    if (type == null) {
      throw UndecodableException.ofUnknownSchema(
          "expected the fingerprint of a %s schema, but found %016x".formatted(kind, fingerprint));
    }
    return type;
  }

  private static List<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    List<Class<?>> leaves = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      leaves.addAll(leaves(permitted));
    }
    return leaves;
  }
}
