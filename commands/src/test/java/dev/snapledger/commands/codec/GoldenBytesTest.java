package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of every record, once with everything present and once bare, are those in {@code
 * golden/<Name>.hex}. State records have no golden bytes: they may change freely.
 *
 * <p>After adding a record run this test once with {@code -Dtest.jvm.extra=-Dgolden.write=true} and
 * look at the new file; never write over one that has shipped.
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
    Path file = GOLDEN.resolve(type.getSimpleName() + ".hex");
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
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
