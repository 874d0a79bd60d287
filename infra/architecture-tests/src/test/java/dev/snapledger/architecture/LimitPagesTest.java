package dev.snapledger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables of limits, wherever they are, give the values of the constants that they name. */
class LimitPagesTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z][A-Z0-9_]*_M(?:AX|IN))` \\| (.*)");
  private static final Pattern VALUE =
      Pattern.compile("(\\d[\\d, ]*(?:\\.\\d+)?) *(?:(KiB|MiB|GiB|s|seconds|minutes)\\b)?.*");
  private static final Map<String, Long> BYTES =
      Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
  private static final Map<String, Integer> MILLIS =
      Map.of("s", 1_000, "seconds", 1_000, "minutes", 60_000);

  @Test
  void everyRowGivesTheValueOfItsConstant() throws Exception {
    // given
    Map<String, Set<Object>> constants = constants();

    // when
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (Path page : pages()) {
      for (String line : Files.readAllLines(page)) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          rows++;
          Set<Object> values = constants.getOrDefault(row.group(1), Set.of());
          if (!values.contains(value(row.group(2)))) {
            wrong.add("%s: %s, but the code has %s".formatted(page, line, values));
          }
        }
      }
    }

    // then
    assertThat(rows).isGreaterThan(50);
    assertThat(wrong).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** A {@code Long} or a {@code Duration}; text where no number comes first. */
  private static Object value(String cell) {
    Matcher value = VALUE.matcher(cell);
    if (!value.matches()) {
      return cell;
    }
    double number = Double.parseDouble(value.group(1).replaceAll("[, ]", ""));
    String unit = String.valueOf(value.group(2));
    int millis = MILLIS.getOrDefault(unit, 0);
    return millis > 0
        ? Duration.ofMillis(Math.round(number * millis))
        : Math.round(number * BYTES.getOrDefault(unit, 1L));
  }

  /** Values of constants of the product, by name; classes may have constants of one name. */
  private static Map<String, Set<Object>> constants() throws IllegalAccessException {
    Map<String, Set<Object>> constants = new HashMap<>();
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.snapledger");
    for (JavaClass each : classes) {
      for (JavaField field : each.getFields()) {
        if (field.getModifiers().contains(JavaModifier.STATIC) && isLimit(field)) {
          Field reflected = field.reflect();
          reflected.setAccessible(true);
          Object value = Objects.requireNonNull(reflected.get(null));
          constants
              .computeIfAbsent(field.getName(), _ -> new HashSet<>())
              .add(value instanceof Number number ? number.longValue() : value);
        }
      }
    }
    return constants;
  }

  private static boolean isLimit(JavaField field) {
    return field.getName().endsWith("_MAX") || field.getName().endsWith("_MIN");
  }
}
