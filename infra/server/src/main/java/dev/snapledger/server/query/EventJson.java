package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.projections.engine.EventRecord;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON, field by field: whatever record an event is, nothing of it is left out. An event
 * holds no signature of a grant, and no secret.
 */
final class EventJson {
  private EventJson() {}

  static void write(JsonGenerator json, int partition, EventRecord record) throws IOException {
    Event event = record.event();
    EventHeader header = event.header();
    json.writeStartObject();
    json.writeNumberField("partition", partition);
    json.writeNumberField("logOffset", record.logOffset());
    json.writeStringField("type", event.getClass().getSimpleName());
    json.writeStringField("time", header.time().toString());
    json.writeStringField("commandId", header.commandId().toString());
    json.writeNumberField("commandOffset", header.commandOffset());
    json.writeStringField("principal", header.principal());
    json.writeObjectFieldStart("payload");
    fields(json, event);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Object record) throws IOException {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = valueOf(component, record);
      if (value != null && !(value instanceof EventHeader)) {
        json.writeFieldName(component.getName());
        value(json, value);
      }
    }
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Enum<?> constant -> json.writeString(RowJson.word(constant));
      case UUID id -> json.writeString(id.toString());
      case Instant time -> json.writeString(time.toString());
      case Collection<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          value(json, item);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
          json.writeFieldName(entry.getKey().toString());
          value(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case Record record -> record(json, record);
      default ->
          throw new IllegalStateException(
              "expected a field of an event that JSON can hold, but found " + value.getClass());
    }
  }

  /** An identity is a record of one UUID, and shown as that. */
  private static void record(JsonGenerator json, Record record) throws IOException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    if (components.length == 1 && components[0].getType() == UUID.class) {
      json.writeString(record.toString());
    } else {
      json.writeStartObject();
      fields(json, record);
      json.writeEndObject();
    }
  }

  private static @Nullable Object valueOf(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("expected to read " + component + ", but " + e, e);
    }
  }
}
