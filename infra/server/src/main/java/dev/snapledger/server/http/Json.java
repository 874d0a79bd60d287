package dev.snapledger.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JSON with limits. Reads what Azure clients are known to send beside strict JSON: unquoted names,
 * comments, a comma at the end. Safe for many threads.
 */
public final class Json {
  static final int NESTING_MAX = 64;
  static final int NUMBER_CHARS_MAX = 100;
  static final int NAME_CHARS_MAX = 1_000;

  /** An escape of a surrogate, which may lack its other half. */
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\\\u[dD][89a-fA-F]");

  private static final ObjectMapper MAPPER = mapper().build();
  private static final ObjectMapper WITH_LINES =
      mapper().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private Json() {}

  private static JsonMapper.Builder mapper() {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING_MAX)
                        .maxNumberLength(NUMBER_CHARS_MAX)
                        .maxNameLength(NAME_CHARS_MAX)
                        .build())
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
        .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
        .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads an object.
   *
   * @throws ApiException with status 400 if the text is something else
   */
  public static ObjectNode readObject(String text) {
    return object(read(MAPPER, text));
  }

  /**
   * Reads an object in which text may go over several lines, as in templates.
   *
   * @throws ApiException with status 400 if the text is something else
   */
  public static ObjectNode readObjectWithLines(String text) {
    return object(read(WITH_LINES, text));
  }

  /**
   * Reads any value.
   *
   * @throws ApiException with status 400 if the text is something else
   */
  public static JsonNode readValue(String text) {
    JsonNode read = read(MAPPER, text);
    if (read.isMissingNode()) {
      throw invalid("an empty body");
    }
    return read;
  }

  private static JsonNode read(ObjectMapper mapper, String text) {
    JsonNode read;
    try {
      read = mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid(where(e));
    }
    if (HALF_CHARACTER.matcher(text).find() && !isWritable(read)) {
      throw invalid("half a character");
    }
    return read;
  }

  /** Whether all text in it is Unicode: an escape can name a surrogate without its other half. */
  private static boolean isWritable(JsonNode node) {
    if (node.isTextual()) {
      return isWritable(node.textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!isWritable(field.getKey())) {
        return false;
      }
    }
    for (JsonNode inner : node) {
      if (!isWritable(inner)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWritable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static ObjectNode object(JsonNode read) {
    if (read instanceof ObjectNode object) {
      return object;
    }
    throw invalid(read.isMissingNode() ? "an empty body" : read.getNodeType().toString());
  }

  /** The text of a value. */
  public static String write(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a tree to be written, but " + e, e);
    }
  }

  /** The first line of what the parser says, without the text that it read. */
  private static String where(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    String place =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return (message.length() > 200 ? message.substring(0, 200) : message) + place;
  }

  private static ApiException invalid(String found) {
    return new ApiError(400, "InvalidRequestContent", "expected a JSON object, but found " + found)
        .thrown();
  }
}
