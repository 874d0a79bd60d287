package dev.snapledger.commands.codec;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of any class from a source of numbers: counted ones for golden bytes, or random
 * ones.
 */
public final class SampleRecords {
  private final LongSupplier numbers;

  private SampleRecords(LongSupplier numbers) {
    this.numbers = numbers;
  }

  /** Always the same values: everything present, two items in each collection. */
  public static SampleRecords counted() {
    long[] next = {0};
    return new SampleRecords(() -> next[0]++ * 4 + 1);
  }

  /** As little as possible: absent, empty and zero. */
  static SampleRecords bare() {
    return new SampleRecords(() -> 0);
  }

  static SampleRecords of(LongSupplier numbers) {
    return new SampleRecords(numbers);
  }

  /** The records of a sealed type, in the order it permits them. */
  public static List<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    List<Class<?>> leaves = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      leaves.addAll(leaves(permitted));
    }
    return leaves;
  }

  /** A record of that class, which is public and not sealed. */
  public Object record(Class<?> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      @Nullable Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = value(components[i].getAnnotatedType(), components[i].getName());
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private @Nullable Object value(AnnotatedType annotated, String name) {
    if (annotated.isAnnotationPresent(Nullable.class) && numbers.getAsLong() % 4 == 0) {
      return null;
    }
    if (annotated instanceof AnnotatedParameterizedType p) {
      return collection(p, name);
    }
    Class<?> type = (Class<?>) annotated.getType();
    long number = numbers.getAsLong();
    if (type == String.class) {
      return text(name, number);
    } else if (type == UUID.class) {
      return new UUID(number * 0x9E37_79B9_7F4A_7C15L, number);
    } else if (type == Instant.class) {
      return Instant.ofEpochMilli(1_790_000_000_000L + number % 1_000_000_000_000L);
    } else if (type == long.class || type == Long.class) {
      return number;
    } else if (type == int.class) {
      return (int) number;
    } else if (type == boolean.class) {
      return number % 2 != 0;
    } else if (type == ByteBuffer.class) {
      return ByteBuffer.wrap(text(name, number).getBytes(StandardCharsets.UTF_8));
    } else if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[(int) Math.floorMod(number, (long) constants.length)];
    } else if (type.isSealed()) {
      Class<?>[] permitted = type.getPermittedSubclasses();
      return record(permitted[(int) Math.floorMod(number, (long) permitted.length)]);
    }
    return record(type);
  }

  private Object collection(AnnotatedParameterizedType type, String name) {
    AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
    long size = Math.floorMod(numbers.getAsLong(), 4L) * 2;
    if (arguments.length == 1) {
      List<Object> list = new ArrayList<>();
      for (long i = 0; i < size; i++) {
        list.add(Objects.requireNonNull(value(arguments[0], name)));
      }
      return list;
    }
    Map<String, String> map = new HashMap<>();
    for (long i = 0; i < size; i++) {
      map.put(text(name, numbers.getAsLong()) + i, text(name, numbers.getAsLong()));
    }
    return map;
  }

  /** Texts of one, two, three and four bytes a character. */
  private static String text(String name, long number) {
    return number == 0
        ? ""
        : name + List.of("", "é", "€", "𝄞").get((int) Math.floorMod(number, 4L)) + number;
  }
}
