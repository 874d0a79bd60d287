package dev.snapledger.commands.codec;

import dev.snapledger.commands.event.Event;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** What the schemas say of every event, as a page. */
final class EventReference {
  private static final int FINGERPRINT_BYTES = 8;

  private final StringBuilder page = new StringBuilder();

  /** Records and enumerations inside events, in the order in which they come. */
  private final Map<String, Schema> types = new LinkedHashMap<>();

  private EventReference() {}

  /** The page's part about events. */
  static String text() {
    EventReference reference = new EventReference();
    for (Class<?> group : Event.class.getPermittedSubclasses()) {
      reference.group(group);
    }
    reference.page.append("\n## Types\n");
    List<Schema> todo = new ArrayList<>(reference.types.values());
    for (int i = 0; i < todo.size(); i++) {
      reference.type(todo.get(i));
      reference.types.values().stream().filter(type -> !todo.contains(type)).forEach(todo::add);
    }
    return reference.page.toString();
  }

  private void group(Class<?> group) {
    String kind = group.getSimpleName().replace("Event", "").toLowerCase(Locale.ROOT);
    page.append("\n## Facts about: ").append(kind).append("\n");
    for (Class<?> event : group.getPermittedSubclasses()) {
      String name = event.getSimpleName();
      Schema schema = SchemaCatalog.current("event", name);
      page.append("\n### ").append(name).append("\n\n").append(schema.getDoc());
      page.append(
          " Schema v%d, fingerprint `%s`.\n\n"
              .formatted(SchemaCatalog.shipped(name).size(), bytes(schema)));
      fields(schema);
    }
  }

  /** As they stand in a record: little-endian. */
  private static String bytes(Schema schema) {
    byte[] bytes = new byte[FINGERPRINT_BYTES];
    long rest = SchemaCatalog.fingerprint(schema);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) rest;
      rest >>>= Byte.SIZE;
    }
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private void type(Schema type) {
    page.append("\n### ")
        .append(type.getName())
        .append("\n\n")
        .append(type.getDoc())
        .append("\n\n");
    switch (type.getType()) {
      case ENUM ->
          page.append(
              type.getEnumSymbols().stream()
                  .map(symbol -> "`" + symbol + "`")
                  .collect(Collectors.joining(", ", "One of ", ".\n")));
      default -> fields(type);
    }
  }

  private void fields(Schema record) {
    page.append("| field | type | what |\n|---|---|---|\n");
    for (Schema.Field field : record.getFields()) {
      page.append("| `").append(field.name()).append("` | ");
      page.append(typeOf(field.schema())).append(" | ");
      page.append(field.doc().replace("|", "\\|")).append(" |\n");
    }
  }

  private String typeOf(Schema schema) {
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName().equals("uuid") ? "uuid" : "time";
    }
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
              .map(each -> each.getType() == Schema.Type.NULL ? "null" : typeOf(each))
              .sorted((a, b) -> Boolean.compare(a.equals("null"), b.equals("null")))
              .collect(Collectors.joining(" or "));
      case ARRAY -> "list of " + typeOf(schema.getElementType());
      case MAP -> "map of " + typeOf(schema.getValueType());
      case RECORD, ENUM -> link(schema);
      default -> schema.getName();
    };
  }

  private String link(Schema type) {
    types.putIfAbsent(type.getName(), type);
    return "[%s](#%s)".formatted(type.getName(), type.getName().toLowerCase(Locale.ROOT));
  }
}
