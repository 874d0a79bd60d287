package dev.snapledger.app.config;

import dev.snapledger.runtime.kafka.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Values of settings by name. Names beginning with {@code kafka.} are Kafka client properties and
 * pass unseen; every other name must be a {@link Setting}. Immutable.
 */
public final class Settings {
  private static final String KAFKA_PREFIX = "kafka.";

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    for (String key : values.keySet()) {
      if (!key.startsWith(KAFKA_PREFIX) && !Setting.isKnown(key)) {
        throw new InvalidSettingException(
            key, "one of " + Setting.known() + " or a name that begins with kafka.", key);
      }
    }
    this.values = Map.copyOf(values);
  }

  /** Every setting at its default, and the embedded broker. */
  public static Settings defaults() {
    return new Settings(Map.of());
  }

  /**
   * Settings by name.
   *
   * @throws InvalidSettingException if a name is unknown
   */
  public static Settings of(Map<String, String> values) {
    return new Settings(values);
  }

  /** Reads files of {@code name=value} lines, one after the other: the last one wins. */
  public static Settings read(List<Path> files) {
    var values = new TreeMap<String, String>();
    files.forEach(file -> values.putAll(read(file).values));
    return new Settings(values);
  }

  /** Reads a file of {@code name=value} lines, as {@link Properties} does. */
  public static Settings read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("expected a readable settings file at " + file, e);
    }
    var values = new TreeMap<String, String>();
    properties.forEach((key, value) -> values.put((String) key, ((String) value).strip()));
    return new Settings(values);
  }

  /** These settings with others laid over them. */
  public Settings with(Map<String, String> others) {
    var values = new TreeMap<>(this.values);
    values.putAll(others);
    return new Settings(values);
  }

  /** The value or its default; empty when there is neither. */
  public String text(Setting setting) {
    return values.getOrDefault(setting.key(), setting.defaultText());
  }

  boolean isGiven(Setting setting) {
    return !values.getOrDefault(setting.key(), "").isEmpty();
  }

  /** A whole number between two bounds, both included. */
  public long number(Setting setting, long min, long max) {
    String text = text(setting);
    long value = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (value < min || value > max) {
      throw new InvalidSettingException(
          setting.key(), "a whole number from " + min + " to " + max, text);
    }
    return value;
  }

  /** One of the names of an enum, in lower case and with '-' for '_'. */
  public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    String text = text(setting);
    List<String> names = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return value;
      }
      names.add(name);
    }
    throw new InvalidSettingException(setting.key(), String.join(" or ", names), text);
  }

  /** A duration of whole seconds, written as 300s, 5m or 1h. */
  public Duration duration(Setting setting) {
    String text = text(setting);
    if (!text.matches("[1-9][0-9]{0,8}[smh]")) {
      throw new InvalidSettingException(setting.key(), "a duration such as 300s, 5m or 1h", text);
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  /** Kafka client properties, without the prefix; empty means the embedded broker. */
  public Map<String, String> kafka() {
    var kafka = new TreeMap<String, String>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA_PREFIX)) {
            kafka.put(key.substring(KAFKA_PREFIX.length()), value);
          }
        });
    if (!kafka.isEmpty() && !kafka.containsKey("bootstrap.servers")) {
      throw new InvalidSettingException(
          "kafka.bootstrap.servers",
          "brokers of the cluster the other kafka.* settings are for",
          "");
    }
    for (String name : kafka.keySet()) {
      if (KafkaConnection.isFixed(name)) {
        throw new InvalidSettingException(
            KAFKA_PREFIX + name, "no such setting, because exactly-once rests on it", name);
      }
    }
    return kafka;
  }
}
