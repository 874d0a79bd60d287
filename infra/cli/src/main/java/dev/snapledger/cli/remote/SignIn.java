package dev.snapledger.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gets bearer tokens, and keeps one until it is over. For any thread. */
final class SignIn {
  private final Connection connection;
  private final Transport transport;
  private @Nullable String token;

  SignIn(Connection connection, Transport transport) {
    this.connection = connection;
    this.transport = transport;
  }

  /** A token; the same one until it was refused. */
  synchronized String token() throws IOException {
    String kept = token;
    if (kept == null) {
      kept = newToken();
      token = kept;
    }
    return kept;
  }

  /**
   * Forgets a token that the server refused.
   *
   * @return whether there can be another one
   */
  synchronized boolean forget(String refused) {
    if (refused.equals(token)) {
      token = null;
    }
    return !(connection.credentials() instanceof Credentials.Given);
  }

  private String newToken() throws IOException {
    return switch (connection.credentials()) {
      case Credentials.Given(String given) -> given;
      case Credentials.OfClient(String id, Path secretFile) -> ofClient(id, secretFile);
      case Credentials.OfFolder(Path data) -> ofFolder(data);
    };
  }

  private static String ofFolder(Path data) {
    try {
      return SignInFiles.in(data).token(NodePorts.real());
    } catch (UncheckedIOException e) {
      throw new UnreachableException(
          "expected to sign in with %s, but %s; sign in as a client with --client-id and --client-secret-file"
              .formatted(data.resolve("auth"), Attempts.textOf(e)),
          e);
    }
  }

  private String ofClient(String id, Path secretFile) throws IOException {
    String secret;
    try {
      secret = Files.readString(secretFile).strip();
    } catch (IOException e) {
      throw new UnreachableException(
          "expected the secret of client %s in %s, but it cannot be read".formatted(id, secretFile),
          e);
    }
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s&resource=%s"
            .formatted(encoded(id), encoded(secret), encoded(connection.url() + "/"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(connection.url() + "/adfs/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<byte[]> answer = transport.send(request);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200) {
      throw new UnreachableException(
          "expected to sign in as client %s, but the server refused with %d; is the secret in %s still the right one?"
              .formatted(id, answer.statusCode(), secretFile));
    }
    JsonNode found = Json.read("the answer to signing in", text).path("access_token");
    if (!found.isTextual()) {
      throw new UnreachableException(
          "expected a token in the answer to signing in, but found none");
    }
    return found.asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
