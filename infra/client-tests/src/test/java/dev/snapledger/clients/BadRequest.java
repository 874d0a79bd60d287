package dev.snapledger.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request that is refused, and how. Immutable; each step gives another one.
 *
 * <p>In target, headers and body a name in braces, such as {@code {token}}, stands for what only a
 * running ledger has.
 *
 * @param name what is wrong with it
 * @param line method and target
 * @param headers lines of headers beside {@code Host} and {@code Connection}
 * @param body the body, a character for each byte; without a length of its own if it is empty
 * @param shape form of the answer
 * @param outcome status and code of the answer, such as {@code 400 InvalidUri}
 */
record BadRequest(
    String name, String line, List<String> headers, String body, Shape shape, String outcome) {

  /** Form of an answer. */
  enum Shape {
    /** {@code {"error":{"code","message"}}}. */
    JSON,
    /** {@code <Error><Code/><Message/></Error>}. */
    XML,
    /** {@code {"error","error_description"}}. */
    OAUTH,
    /** A code in a header, if at all. */
    NONE
  }

  BadRequest {
    headers = List.copyOf(headers);
  }

  /** To the control plane, with a token. */
  static BadRequest api(String name, String line, String outcome) {
    return new BadRequest(
        name, line, List.of("Authorization: Bearer {token}"), "", Shape.JSON, outcome);
  }

  /** To any interface that answers in JSON, without a token. */
  static BadRequest open(String name, String line, String outcome) {
    return new BadRequest(name, line, List.of(), "", Shape.JSON, outcome);
  }

  /** To a blob. */
  static BadRequest blob(String name, String line, String outcome) {
    return new BadRequest(name, line, List.of(), "", Shape.XML, outcome);
  }

  BadRequest with(String... more) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of(more));
    return new BadRequest(name, line, all, body, shape, outcome);
  }

  /** With a body and its length. */
  BadRequest sending(String sent) {
    return with("Content-Length: {length}").sendingBare(sent);
  }

  /** With a body and no header for it. */
  BadRequest sendingBare(String sent) {
    return new BadRequest(name, line, headers, sent, shape, outcome);
  }

  /** With an answer in another form. */
  BadRequest answeredIn(Shape other) {
    return new BadRequest(name, line, headers, body, other, outcome);
  }

  boolean isHead() {
    return line.startsWith("HEAD ");
  }

  /** The bytes to send, a character for each. */
  String text(Map<String, String> values) {
    String sent = filled(body, values);
    String lines = String.join("", headers.stream().map(each -> each + "\r\n").toList());
    String head = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n";
    return filled(head, values).replace("{length}", Integer.toString(sent.length())) + sent;
  }

  private static String filled(String pattern, Map<String, String> values) {
    String text = pattern;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  @Override
  public String toString() {
    return name;
  }
}
