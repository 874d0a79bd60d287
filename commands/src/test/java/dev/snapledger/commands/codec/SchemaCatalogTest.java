package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCatalogTest {
  private static final Path SCHEMAS = Path.of("src/main/avro");
  private static final Path HISTORY = Path.of("src/main/avro-history");

  static Stream<Path> wireSchemas() throws IOException {
    try (Stream<Path> files = Files.walk(SCHEMAS)) {
      return files
          .filter(f -> f.toString().endsWith(".avsc"))
          .filter(f -> !kind(f).equals("state"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("wireSchemas")
  void readsEveryVersionThatShippedByThePresentSchema(Path file) {
    // given
    String name = name(file);
    Schema present = SchemaCatalog.current(kind(file), name);

    // when
    List<Schema> shipped = SchemaCatalog.shipped(name);

    // then
    assertThat(shipped).as("avro-history/%s/v1.avsc", name).isNotEmpty();
    assertThat(SchemaCatalog.fingerprint(shipped.getLast()))
        .as("the newest version in avro-history/%s is the present schema", name)
        .isEqualTo(SchemaCatalog.fingerprint(present));
    for (Schema version : shipped) {
      assertThat(SchemaCompatibility.checkReaderWriterCompatibility(present, version).getType())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  /** The fingerprint knows neither defaults nor documentation; both are part of what ships. */
  @ParameterizedTest
  @MethodSource("wireSchemas")
  void keepsACopyOfThePresentSchemaInTheHistory(Path file) throws IOException {
    int newest = SchemaCatalog.shipped(name(file)).size();

    assertThat(HISTORY.resolve(name(file)).resolve("v" + newest + ".avsc"))
        .hasSameTextualContentAs(file);
  }

  @ParameterizedTest
  @MethodSource("wireSchemas")
  void documentsEveryRecordAndField(Path file) {
    assertDocumented(SchemaCatalog.current(kind(file), name(file)));
  }

  private static void assertDocumented(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
        for (Schema.Field field : schema.getFields()) {
          assertThat(field.doc()).as(schema.getName() + "." + field.name()).isNotBlank();
          assertDocumented(field.schema());
        }
      }
      case UNION -> schema.getTypes().forEach(SchemaCatalogTest::assertDocumented);
      case ARRAY -> assertDocumented(schema.getElementType());
      case MAP -> assertDocumented(schema.getValueType());
      case ENUM -> assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
      default -> {} // Plain values are documented by their fields.
    }
  }

  @Test
  void hasASchemaForEveryRecordAndNoOther() throws IOException {
    // given
    TreeSet<String> records = new TreeSet<>();
    for (RecordKind kind : RecordKind.values()) {
      if (kind != RecordKind.STATE) {
        kind.types().forEach(type -> records.add(kind.folder + "/" + type.getSimpleName()));
      }
    }

    // when
    TreeSet<String> schemas = new TreeSet<>();
    wireSchemas().forEach(f -> schemas.add(kind(f) + "/" + name(f)));

    // then
    assertThat(schemas).isEqualTo(records);
  }

  @Test
  void hasNoHistoryOfRecordsThatNobodyCanRead() throws IOException {
    // given
    TreeSet<String> present = new TreeSet<>();
    wireSchemas().forEach(f -> present.add(name(f)));

    // when
    TreeSet<String> shipped = new TreeSet<>();
    try (Stream<Path> folders = Files.list(HISTORY)) {
      folders.forEach(f -> shipped.add(f.getFileName().toString()));
    }

    // then
    assertThat(shipped).isEqualTo(present);
  }

  @Test
  void hasOneFingerprintForEachRecord() throws IOException {
    assertThat(
            wireSchemas()
                .map(f -> SchemaCatalog.fingerprint(SchemaCatalog.current(kind(f), name(f))))
                .toList())
        .doesNotHaveDuplicates();
  }

  private static String kind(Path file) {
    return SCHEMAS.relativize(file).getName(0).toString();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".avsc", "");
  }
}
