package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of every record, once with everything present and once bare, are those in {@code
 * golden/<Name>/v<N>.hex}, one file for each version of its schema that ever shipped. State records
 * have no golden bytes: they may change freely.
 *
 * <p>After adding a record or a version run this test once with {@code
 * -Dtest.jvm.extra=-Dgolden.write=true} and look at the new file; never write over one that has
 * shipped.
 */
class GoldenBytesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<Arguments> shippedTypes() {
    return types().filter(a -> a.get()[0] != RecordKind.STATE);
  }

  static Stream<Arguments> types() {
    return Arrays.stream(RecordKind.values())
        .flatMap(kind -> kind.types().stream().map(type -> Arguments.of(kind, type)));
  }

  @ParameterizedTest
  @MethodSource("shippedTypes")
  void encodesAndDecodesGoldenBytes(RecordKind kind, Class<?> type) throws Exception {
    // given
    Object full = SampleRecords.counted().record(type);
    Object bare = SampleRecords.bare().record(type);
    Path file = golden(type, SchemaCatalog.shipped(type.getSimpleName()).size());
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, List.of(hex(kind.encode(full)), hex(kind.encode(bare))));
    }

    // when
    List<String> golden = Files.readAllLines(file);

    // then
    assertThat(hex(kind.encode(full))).isEqualTo(golden.get(0));
    assertThat(hex(kind.encode(bare))).isEqualTo(golden.get(1));
    assertThat(kind.decode(HexFormat.of().parseHex(golden.get(0)))).isEqualTo(full);
    assertThat(kind.decode(HexFormat.of().parseHex(golden.get(1)))).isEqualTo(bare);
  }

  /** The fingerprint in the bytes also holds the schema in avro-history to what it was. */
  @ParameterizedTest
  @MethodSource("shippedTypes")
  void readsGoldenBytesOfEveryVersionThatShipped(RecordKind kind, Class<?> type) throws Exception {
    List<Schema> shipped = SchemaCatalog.shipped(type.getSimpleName());
    for (int version = 1; version <= shipped.size(); version++) {
      for (String line : Files.readAllLines(golden(type, version))) {
        byte[] bytes = HexFormat.of().parseHex(line);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2))
            .as("fingerprint of %s version %d", type.getSimpleName(), version)
            .isEqualTo(SchemaCatalog.fingerprint(shipped.get(version - 1)));
        assertThat(kind.decode(bytes)).isInstanceOf(type);
      }
    }
  }

  @Test
  void hasGoldenBytesOfEveryVersionAndOfNothingElse() throws Exception {
    // given
    List<Path> expected =
        shippedTypes()
            .map(a -> (Class<?>) a.get()[1])
            .flatMap(
                type ->
                    IntStream.rangeClosed(1, SchemaCatalog.shipped(type.getSimpleName()).size())
                        .mapToObj(version -> golden(type, version)))
            .toList();

    // when
    List<Path> found;
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      found = files.filter(Files::isRegularFile).toList();
    }

    // then
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("types")
  void understandsAndIsUnderstoodByAvroItself(RecordKind kind, Class<?> type) throws Exception {
    // given
    Schema schema = SchemaCatalog.current(kind.folder, type.getSimpleName());
    for (SampleRecords samples : List.of(SampleRecords.counted(), SampleRecords.bare())) {
      Object value = samples.record(type);

      // when
      GenericRecord generic = decodeByAvro(schema, kind.encode(value));
      byte[] encodedByAvro = encodeByAvro(schema, generic);

      // then
      assertThat(kind.decode(encodedByAvro)).isEqualTo(value);
    }
  }

  private static Path golden(Class<?> type, int version) {
    return GOLDEN.resolve(type.getSimpleName()).resolve("v" + version + ".hex");
  }

  private static GenericRecord decodeByAvro(Schema schema, byte[] bytes) throws IOException {
    return new BinaryMessageDecoder<GenericRecord>(new GenericData(), schema).decode(bytes);
  }

  private static byte[] encodeByAvro(Schema schema, GenericRecord generic) throws IOException {
    var buffer = new BinaryMessageEncoder<GenericRecord>(new GenericData(), schema).encode(generic);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
