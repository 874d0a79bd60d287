package dev.snapledger.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.tls.TrustedCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches an issuer's discovery document and key set, within limits of time and size. Redirects are
 * not followed: they would lead to an address that nobody chose. Safe for many threads.
 */
final class IssuerDocuments {
  /** Longest document that is read. */
  static final int DOCUMENT_BYTES_MAX = 256 << 10;

  /** Keys of one set. */
  static final int KEYS_MAX = 100;

  /** Longest time for one document. */
  static final Duration FETCH_MAX = Duration.ofSeconds(5);

  /** How long a key set is believed whose answer does not say. */
  static final Duration AGE_DEFAULT = Duration.ofHours(1);

  /** Bounds of what an answer may say. */
  static final Duration AGE_MIN = Duration.ofMinutes(1);

  static final Duration AGE_MAX = Duration.ofDays(1);

  private static final Pattern MAX_AGE =
      Pattern.compile("(?:^|[,\\s])max-age=\"?([0-9]{1,9})", Pattern.CASE_INSENSITIVE);

  private final ExternalIssuer issuer;
  private final HttpClient client;

  IssuerDocuments(ExternalIssuer issuer) {
    this.issuer = issuer;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(FETCH_MAX)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (issuer.caFile() != null) {
      builder.sslContext(TrustedCertificates.of(issuer.caFile()).clientContext());
    }
    this.client = builder.build();
  }

  /**
   * A key set as it was answered.
   *
   * @param keys its keys
   * @param maxAge how long they may be believed, within {@link #AGE_MIN} and {@link #AGE_MAX}
   */
  record Fetched(JWKSet keys, Duration maxAge) {}

  /**
   * Fetches the key set.
   *
   * @throws IssuerUnavailableException if it cannot be had, or is none
   */
  Fetched keys() throws IssuerUnavailableException {
    URI url = issuer.keysUrl() == null ? discover() : issuer.keysUrl();
    HttpResponse<byte[]> response = get(url);
    try {
      JWKSet keys = JWKSet.parse(new String(response.body(), StandardCharsets.UTF_8));
      if (keys.isEmpty() || keys.size() > KEYS_MAX) {
        throw new IssuerUnavailableException(
            "expected 1 to %d keys at %s, but found %d".formatted(KEYS_MAX, url, keys.size()));
      }
      return new Fetched(keys.toPublicJWKSet(), maxAge(response));
    } catch (ParseException e) {
      throw new IssuerUnavailableException(
          "expected a JSON web key set at %s, but found something else".formatted(url), e);
    }
  }

  private URI discover() throws IssuerUnavailableException {
    URI url = issuer.discoveryUrl();
    JsonNode document;
    try {
      document = Json.readObject(new String(get(url).body(), StandardCharsets.UTF_8));
    } catch (ApiException e) {
      throw new IssuerUnavailableException(
          "expected a JSON object at %s, but found something else".formatted(url), e);
    }
    if (!issuer.issuer().equals(document.path("issuer").asText())) {
      throw new IssuerUnavailableException(
          "expected the issuer %s at %s, but found another".formatted(issuer.issuer(), url));
    }
    try {
      URI found = URI.create(document.path("jwks_uri").asText());
      if (ExternalIssuer.mayBeAsked(found)) {
        return found;
      }
    } catch (IllegalArgumentException _) {
      // Said below, as for every other address that is not asked.
    }
    throw new IssuerUnavailableException(
        "expected an https address as jwks_uri at %s, but found another".formatted(url));
  }

  private HttpResponse<byte[]> get(URI url) throws IssuerUnavailableException {
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Accept", "application/json").GET().build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), DOCUMENT_BYTES_MAX));
    try {
      HttpResponse<byte[]> response = answer.get(FETCH_MAX.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IssuerUnavailableException(
            "expected status 200 of %s, but found %d".formatted(url, response.statusCode()));
      }
      return response;
    } catch (ExecutionException e) {
      String why = e.getCause() instanceof IOException io ? io.toString() : e.toString();
      throw new IssuerUnavailableException(
          "expected at most %d bytes of %s, but %s".formatted(DOCUMENT_BYTES_MAX, url, why), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IssuerUnavailableException(
          "expected an answer of %s within %s, but found none".formatted(url, FETCH_MAX), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IssuerUnavailableException("expected to wait for " + url + ", but was interrupted");
    }
  }

  private static Duration maxAge(HttpResponse<?> response) {
    for (String value : response.headers().allValues("Cache-Control")) {
      Matcher matcher = MAX_AGE.matcher(value);
      if (matcher.find()) {
        Duration told = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        Duration atLeast = told.compareTo(AGE_MIN) < 0 ? AGE_MIN : told;
        return atLeast.compareTo(AGE_MAX) > 0 ? AGE_MAX : atLeast;
      }
    }
    return AGE_DEFAULT;
  }
}
