package dev.snapledger.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each log event as one line of JSON; docs/operating/observability.md lists the fields. A
 * field of the thread or of the event that has the name of one of ours is left out.
 */
final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
  /** Longest message or trace; what is beyond is cut. */
  static final int TEXT_CHARS_MAX = 32_768;

  private static final byte[] NOTHING = {};
  private static final Set<String> OURS =
      Set.of("time", "level", "logger", "thread", "message", "exception", "trace");

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      write(event, out);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write to memory, but " + e, e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(ILoggingEvent event, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("time", event.getInstant().toString());
    out.writeStringField("level", event.getLevel().toString());
    out.writeStringField("logger", event.getLoggerName());
    out.writeStringField("thread", event.getThreadName());
    out.writeStringField("message", cut(event.getFormattedMessage()));
    for (Map.Entry<String, String> field : event.getMDCPropertyMap().entrySet()) {
      write(field.getKey(), field.getValue(), out);
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        write(pair.key, String.valueOf(pair.value), out);
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      out.writeStringField("exception", thrown.getClassName());
      out.writeStringField("trace", cut(ThrowableProxyUtil.asString(thrown)));
    }
    out.writeEndObject();
  }

  private static void write(String name, String value, JsonGenerator out) throws IOException {
    if (!OURS.contains(name)) {
      out.writeStringField(name, cut(value));
    }
  }

  private static String cut(String text) {
    return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…";
  }
}
