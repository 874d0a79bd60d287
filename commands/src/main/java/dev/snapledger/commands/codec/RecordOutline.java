package dev.snapledger.commands.codec;

import dev.snapledger.commands.codec.RecordTypes.ReadableType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be made out of bytes that should be a record, for people: its schema, and its fields up
 * to the first one that cannot be read.
 *
 * @param schema name of the record; null when marker or fingerprint tell none
 * @param fields the leaves in order of the schema; at most {@link #FIELDS_MAX}
 * @param failure why reading ended early, and at which byte; null when all bytes were understood
 */
public record RecordOutline(@Nullable String schema, List<Field> fields, @Nullable String failure) {
  /** Most fields that are shown. */
  public static final int FIELDS_MAX = 1_000;

  /** Longest text of one value. */
  private static final int TEXT_CHARS_MAX = 500;

  /**
   * One value.
   *
   * @param path names of the fields that lead to it, such as {@code header.commandId}
   * @param text the value as text
   */
  public record Field(String path, String text) {}

  public RecordOutline {
    fields = List.copyOf(fields);
  }

  /** The outline of what should be a command. */
  public static RecordOutline ofCommand(byte[] bytes) {
    ReadableType type;
    try {
      type = CommandCodec.TYPES.readable(bytes);
    } catch (UndecodableException e) {
      return new RecordOutline(null, List.of(), e.getMessage());
    }
    Schema writer = type.writer() == null ? type.present() : type.writer();
    Walk walk = new Walk(bytes);
    String failure = walk.record(writer);
    return new RecordOutline(type.name(), walk.fields, failure);
  }

  /** One pass over the bytes. */
  private static final class Walk {
    private final List<Field> fields = new ArrayList<>();
    private final WireReader in = new WireReader();
    private final int length;
    private String path = "";

    Walk(byte[] bytes) {
      in.reset(bytes, RecordTypes.PREFIX_BYTES);
      length = bytes.length;
    }

    @Nullable String record(Schema schema) {
      try {
        read(schema, "");
      } catch (IOException e) {
        return "%s, before byte %d: %s".formatted(path, length - in.remaining(), e.getMessage());
      }
      return in.remaining() == 0
          ? null
          : "expected the record to end at byte %d, but found %d more bytes"
              .formatted(length - in.remaining(), in.remaining());
    }

    private void read(Schema schema, String at) throws IOException {
      path = at;
      switch (schema.getType()) {
        case RECORD -> {
          for (Schema.Field field : schema.getFields()) {
            read(field.schema(), at.isEmpty() ? field.name() : at + "." + field.name());
          }
        }
        case UNION -> read(branch(schema.getTypes(), in.readIndex()), at);
        case ARRAY -> {
          int index = 0;
          for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
            for (long i = 0; i < n; i++) {
              read(schema.getElementType(), at + "[" + index++ + "]");
            }
          }
        }
        case MAP -> {
          for (long n = in.readMapStart(); n > 0; n = in.mapNext()) {
            for (long i = 0; i < n; i++) {
              read(schema.getValueType(), at + "." + in.readString());
            }
          }
        }
        default -> add(at, leaf(schema));
      }
    }

    private String leaf(Schema schema) throws IOException {
      return switch (schema.getType()) {
        case STRING -> in.readString();
        case LONG -> Long.toString(in.readLong());
        case INT -> Integer.toString(in.readInt());
        case BOOLEAN -> Boolean.toString(in.readBoolean());
        case ENUM -> branch(schema.getEnumSymbols(), in.readEnum());
        case BYTES -> in.readBytes(null).remaining() + " bytes";
        case NULL -> "null";
        default ->
            throw new MalformedInputException(
                "expected a type that commands use, but found " + schema.getType());
      };
    }

    private static <T> T branch(List<T> choices, int index) throws IOException {
      if (index < 0 || index >= choices.size()) {
        throw new MalformedInputException(
            "expected one of %d choices, but found number %d".formatted(choices.size(), index));
      }
      return choices.get(index);
    }

    private void add(String at, String text) throws IOException {
      if (fields.size() == FIELDS_MAX) {
        throw new MalformedInputException("showing no more than " + FIELDS_MAX + " fields");
      }
      fields.add(
          new Field(
              at,
              text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…"));
    }
  }
}
