package dev.snapledger.commands.codec;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** A record, field by field in the order of its components. */
final class RecordMapping implements Mapping {
  private final Class<?> type;
  private final MethodHandle constructor;
  private final MethodHandle[] accessors;
  private final Mapping[] mappings;

  private RecordMapping(
      Class<?> type, MethodHandle constructor, MethodHandle[] accessors, Mapping[] mappings) {
    this.type = type;
    this.constructor = constructor;
    this.accessors = accessors;
    this.mappings = mappings;
  }

  static RecordMapping of(MethodHandles.Lookup lookup, Class<?> type, Mapping... mappings) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    MethodHandle[] accessors = new MethodHandle[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        accessors[i] =
            lookup
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
      }
      MethodHandle constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordMapping(type, constructor, accessors, mappings);
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalStateException(
          "expected a public record, but found " + type.getTypeName(), e);
    }
  }

  @Override
  public void write(Object value, WireWriter out) {
    for (int i = 0; i < accessors.length; i++) {
      mappings[i].write(component(i, value), out);
    }
  }

  @SuppressWarnings("NullAway") // A nullable component has a mapping that takes null.
  private Object component(int index, Object value) {
    try {
      return (Object) accessors[index].invokeExact(value);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public Object read(Decoder in) throws IOException {
    @Nullable Object[] values = new Object[mappings.length];
    if (in instanceof ResolvingDecoder resolving) {
      for (Schema.Field field : resolving.readFieldOrder()) {
        values[field.pos()] = mappings[field.pos()].read(in);
      }
    } else {
      for (int i = 0; i < mappings.length; i++) {
        values[i] = mappings[i].read(in);
      }
    }
    return construct(values);
  }

  /** A record of these components. */
  Object construct(@Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Wire records refuse nothing, so neither accessors nor constructors throw. */
  private IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException(
        "expected record %s to take any values, but it threw".formatted(type.getSimpleName()), e);
  }
}
