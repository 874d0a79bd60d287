package dev.snapledger.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.output.ShownException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The control plane. What it refuses is an {@link ArmException}, a server that cannot be reached an
 * {@link UnreachableException}. For any thread.
 */
public final class Arm {
  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;

  private final Connection connection;
  private final Transport transport;
  private final SignIn signIn;

  /** What happens between two looks at an operation that goes on. */
  @FunctionalInterface
  public interface Look {
    void look();
  }

  Arm(Connection connection, Transport transport, SignIn signIn) {
    this.connection = connection;
    this.transport = transport;
    this.signIn = signIn;
  }

  /** The same for what has to be done although the process shall end. */
  public Arm last() {
    return new Arm(connection, transport.last(), signIn);
  }

  /** What is there. */
  public JsonNode get(ArmPath path) {
    return send("GET", path.text(), null).body();
  }

  /** What is there; null if nothing is. */
  public @Nullable JsonNode find(ArmPath path) {
    try {
      return get(path);
    } catch (ArmException e) {
      if (e.status() == NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  /** Makes or replaces something, and waits until that is done. */
  public JsonNode put(ArmPath path, JsonNode body) {
    return put(path, body, () -> {});
  }

  /** As above, with something to do while it is waited for. */
  public JsonNode put(ArmPath path, JsonNode body, Look look) {
    ArmAnswer answer = send("PUT", path.text(), body);
    return answer.status() == ACCEPTED || answer.operation() != null
        ? await(answer, path, look)
        : answer.body();
  }

  /** Makes or replaces something; what the server says at once. */
  public JsonNode putNoWait(ArmPath path, JsonNode body) {
    return send("PUT", path.text(), body).body();
  }

  /**
   * Makes something, and waits until its {@code provisioningState} says that it is done.
   *
   * @throws ArmException if it failed
   */
  public JsonNode putUntilProvisioned(ArmPath path, JsonNode body) {
    JsonNode made = put(path, body);
    Duration pause = ClientLimits.LOOK_FIRST;
    while (!isProvisioned(made)) {
      transport.pauses().pause(pause);
      pause = Attempts.shorter(pause.multipliedBy(2), ClientLimits.PAUSE_MAX);
      made = get(path);
    }
    return made;
  }

  private static boolean isProvisioned(JsonNode resource) {
    return switch (resource.at("/properties/provisioningState").asText("")) {
      case "Succeeded", "" -> true;
      case "Failed", "Canceled" -> throw ArmException.of(0, resource.at("/properties/error"));
      default -> false;
    };
  }

  /**
   * Looks at an answer that may hold an error although its status is good.
   *
   * @throws ArmException if it does
   */
  public void checkNoError(JsonNode answer) {
    if (answer.path("error").isObject()) {
      throw ArmException.of(0, answer.path("error"));
    }
  }

  /** Changes something. */
  public JsonNode patch(ArmPath path, JsonNode body) {
    return send("PATCH", path.text(), body).body();
  }

  /** Asks for something to be done, and waits for the result; missing if there is none. */
  public JsonNode post(ArmPath path, JsonNode body) {
    ArmAnswer answer = send("POST", path.text(), body);
    return answer.status() == ACCEPTED ? await(answer, null, () -> {}) : answer.body();
  }

  /**
   * Deletes something, and waits until that is done.
   *
   * @return whether it was there
   */
  public boolean delete(ArmPath path) {
    ArmAnswer answer = send("DELETE", path.text(), null);
    if (answer.status() == ACCEPTED) {
      var _ = await(answer, null, () -> {});
    }
    return answer.status() != 204;
  }

  /**
   * All items of a list, in the server's order.
   *
   * @throws ShownException if there are more than a million
   */
  public List<JsonNode> list(ArmPath path) {
    List<JsonNode> items = new ArrayList<>();
    @Nullable String next = path.text();
    while (next != null) {
      JsonNode page = send("GET", next, null).body();
      page.path("value").forEach(items::add);
      if (items.size() > ClientLimits.LISTED_RESOURCES_MAX) {
        throw new ShownException(
            "expected at most %d resources, but found more"
                .formatted(ClientLimits.LISTED_RESOURCES_MAX));
      }
      JsonNode link = page.path("nextLink");
      next = link.isTextual() && !link.asText().isEmpty() ? pathOf(link.asText()) : null;
    }
    return items;
  }

  private JsonNode await(ArmAnswer accepted, @Nullable ArmPath resource, Look look) {
    String operation = accepted.operation();
    String location = accepted.location();
    JsonNode result = accepted.body();
    if (operation != null) {
      var _ = poll(operation, accepted, look, answer -> isOver(answer.body()));
      result = resource == null && location != null ? follow(location).body() : result;
    } else if (location != null) {
      result = poll(location, accepted, look, answer -> answer.status() != ACCEPTED).body();
    }
    return resource == null ? result : get(resource);
  }

  private ArmAnswer poll(String link, ArmAnswer accepted, Look look, Predicate<ArmAnswer> isOver) {
    Duration pauseMax = Duration.ofSeconds(Math.clamp(accepted.retrySeconds(), 1, 10));
    Duration pause = ClientLimits.LOOK_FIRST;
    ArmAnswer answer = follow(link);
    while (!isOver.test(answer)) {
      look.look();
      transport.pauses().pause(pause);
      pause = Attempts.shorter(pause.multipliedBy(2), pauseMax);
      answer = follow(link);
    }
    return answer;
  }

  private ArmAnswer follow(String link) {
    return send("GET", pathOf(link), null);
  }

  private static boolean isOver(JsonNode body) {
    return switch (body.path("status").asText("")) {
      case "Succeeded" -> true;
      case "Failed", "Canceled" -> throw ArmException.of(0, body.path("error"));
      default -> false;
    };
  }

  /** Links lead to the server that gave them, whatever name it has there. */
  private static String pathOf(String link) {
    URI uri = URI.create(link);
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private ArmAnswer send(String method, String path, @Nullable JsonNode body) {
    try {
      String token = signIn.token();
      HttpResponse<byte[]> answer = sendOnce(method, path, body, token);
      if (answer.statusCode() == UNAUTHORIZED && signIn.forget(token)) {
        answer = sendOnce(method, path, body, signIn.token());
      }
      return read(answer);
    } catch (ConnectException e) {
      throw new UnreachableException(
          "expected a server at %s, but none answers; %s"
              .formatted(connection.url(), connection.hint()),
          e);
    } catch (SSLException e) {
      throw new UnreachableException(
          "expected a server at %s with a certificate that %s vouches for, but %s"
              .formatted(
                  connection.url(),
                  connection.caFile() == null ? "the system" : connection.caFile(),
                  Attempts.textOf(e)),
          e);
    } catch (IOException e) {
      throw new UnreachableException(
          "expected an answer of %s, but %s".formatted(connection.url(), Attempts.textOf(e)), e);
    }
  }

  private HttpResponse<byte[]> sendOnce(
      String method, String path, @Nullable JsonNode body, String token) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(connection.url() + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json");
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(Json.text(body)));
    }
    return transport.send(request.build());
  }

  private static ArmAnswer read(HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    JsonNode body;
    try {
      body =
          text.isBlank() ? MissingNode.getInstance() : Json.read("the answer of the server", text);
    } catch (ShownException e) {
      if (answer.statusCode() < BAD_REQUEST) {
        throw e;
      }
      body = MissingNode.getInstance();
    }
    if (answer.statusCode() >= BAD_REQUEST) {
      throw ArmException.of(answer.statusCode(), body.path("error"));
    }
    HttpHeaders headers = answer.headers();
    return new ArmAnswer(
        answer.statusCode(),
        body,
        headers.firstValue("azure-asyncoperation").orElse(null),
        headers.firstValue("location").orElse(null),
        retrySeconds(headers));
  }

  private static long retrySeconds(HttpHeaders headers) {
    String text = headers.firstValue("retry-after").orElse("1");
    return text.matches("[0-9]{1,6}") ? Long.parseLong(text) : 1;
  }
}
