package dev.snapledger.commands.codec;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes the mapping of a record class and a schema, once, at start-up; this is the only place that
 * looks at classes by reflection.
 *
 * <p>Components and fields must have the same names in the same order and fitting types, and only
 * {@code @Nullable} components may be null: a difference is found when the program starts, not when
 * a record is lost.
 */
final class Mappings {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private Mappings() {}

  /**
   * The mapping of a record class.
   *
   * @throws IllegalStateException if class and schema differ
   */
  static Mapping ofRecord(Class<?> type, Schema schema) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null
        || schema.getType() != Schema.Type.RECORD
        || !schema.getName().equals(type.getSimpleName())) {
      throw mismatch(type, schema);
    }
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    List<String> fields = schema.getFields().stream().map(Schema.Field::name).toList();
    if (!names.equals(fields)) {
      throw new IllegalStateException(
          "expected %s to have the fields %s of its schema, but found %s"
              .formatted(type.getSimpleName(), fields, names));
    }
    Mapping[] mappings = new Mapping[components.length];
    for (int i = 0; i < components.length; i++) {
      mappings[i] = of(components[i].getAnnotatedType(), schema.getFields().get(i).schema());
    }
    return RecordMapping.of(LOOKUP, type, mappings);
  }

  private static Mapping of(AnnotatedType annotated, Schema schema) {
    Type type = annotated.getType();
    boolean nullable = isNullable(annotated);
    if (schema.getType() == Schema.Type.UNION
        && schema.getTypes().getFirst().getType() == Schema.Type.NULL) {
      if (!nullable || schema.getTypes().size() != 2) {
        throw mismatch(type, schema);
      }
      return new NullableMapping(ofPresent(annotated, schema.getTypes().get(1)));
    }
    if (nullable) {
      throw mismatch(type, schema);
    }
    return ofPresent(annotated, schema);
  }

  private static boolean isNullable(AnnotatedElement annotated) {
    return annotated.isAnnotationPresent(Nullable.class);
  }

  private static Mapping ofPresent(AnnotatedType annotated, Schema schema) {
    if (annotated instanceof AnnotatedParameterizedType parameterized) {
      return ofCollection(parameterized, schema);
    }
    if (!(annotated.getType() instanceof Class<?> type)) {
      throw mismatch(annotated.getType(), schema);
    }
    String logical = schema.getProp("logicalType");
    Mapping mapping =
        switch (schema.getType()) {
          case BOOLEAN -> type == boolean.class ? ScalarMapping.BOOLEAN : null;
          case INT -> type == int.class ? ScalarMapping.INT : null;
          case LONG -> ofLong(type, logical);
          case STRING -> ofString(type, logical);
          case BYTES -> type == ByteBuffer.class ? ScalarMapping.BYTES : null;
          case ENUM -> ofEnum(type, schema);
          case RECORD -> ofRecord(type, schema);
          case UNION -> ofSealed(type, schema);
          case ARRAY, MAP, FIXED, FLOAT, DOUBLE, NULL -> null;
        };
    if (mapping == null) {
      throw mismatch(type, schema);
    }
    return mapping;
  }

  private static @Nullable Mapping ofLong(Class<?> type, @Nullable String logical) {
    if (type == Instant.class && "timestamp-millis".equals(logical)) {
      return ScalarMapping.INSTANT;
    }
    boolean number = type == long.class || type == Long.class;
    return number && logical == null ? ScalarMapping.LONG : null;
  }

  private static @Nullable Mapping ofString(Class<?> type, @Nullable String logical) {
    if ("uuid".equals(logical)) {
      return type == UUID.class ? ScalarMapping.UUID : ofId(type);
    }
    return type == String.class && logical == null ? ScalarMapping.STRING : null;
  }

  /** An identity: a record of one UUID, written as that UUID. */
  private static @Nullable Mapping ofId(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    boolean id =
        components != null && components.length == 1 && components[0].getType() == UUID.class;
    return id ? new IdMapping(RecordMapping.of(LOOKUP, type, ScalarMapping.UUID)) : null;
  }

  private static @Nullable Mapping ofEnum(Class<?> type, Schema schema) {
    if (!type.isEnum()) {
      return null;
    }
    List<Enum<?>> constants = List.of((Enum<?>[]) type.getEnumConstants());
    List<String> names = constants.stream().map(Enum::name).toList();
    return names.equals(schema.getEnumSymbols()) ? new EnumMapping(constants) : null;
  }

  /** A sealed type: a union of its records, in any order. */
  private static @Nullable Mapping ofSealed(Class<?> type, Schema schema) {
    if (!type.isSealed()) {
      return null;
    }
    List<Class<?>> branches = new ArrayList<>();
    for (Schema branch : schema.getTypes()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        if (permitted.getSimpleName().equals(branch.getName())) {
          branches.add(permitted);
        }
      }
    }
    if (branches.size() != schema.getTypes().size()
        || branches.size() != type.getPermittedSubclasses().length) {
      return null;
    }
    List<Mapping> mappings = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      mappings.add(ofRecord(branches.get(i), schema.getTypes().get(i)));
    }
    return new UnionMapping(List.copyOf(branches), List.copyOf(mappings));
  }

  private static Mapping ofCollection(AnnotatedParameterizedType annotated, Schema schema) {
    Type raw = ((ParameterizedType) annotated.getType()).getRawType();
    AnnotatedType[] arguments = annotated.getAnnotatedActualTypeArguments();
    if (raw == List.class && schema.getType() == Schema.Type.ARRAY) {
      return new ListMapping(of(arguments[0], schema.getElementType()));
    }
    boolean texts =
        raw == Map.class
            && arguments[0].getType() == String.class
            && arguments[1].getType() == String.class
            && schema.getType() == Schema.Type.MAP
            && schema.getValueType().getType() == Schema.Type.STRING;
    if (!texts) {
      throw mismatch(annotated.getType(), schema);
    }
    return ScalarMapping.TEXTS;
  }

  private static IllegalStateException mismatch(Type type, Schema schema) {
    return new IllegalStateException(
        "expected a type that fits the schema %s, but found %s"
            .formatted(schema, type.getTypeName()));
  }
}
