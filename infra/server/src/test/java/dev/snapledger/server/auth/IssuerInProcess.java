package dev.snapledger.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A small OpenID Connect issuer that behaves as a test wants it to. Safe for many threads. */
final class IssuerInProcess implements AutoCloseable {
  static final String AUDIENCE = "https://ledger.example";

  final AtomicInteger keyFetches = new AtomicInteger();
  volatile String discovery = "";
  volatile String keySet = "";
  volatile int keysStatus = 200;
  volatile @Nullable String cacheControl = "public, max-age=600";
  volatile @Nullable String location;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String scheme;

  private IssuerInProcess(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/.well-known/openid-configuration", e -> send(e, 200, discovery));
    server.createContext("/keys", this::sendKeys);
    server.setExecutor(threads);
    discovery = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(url(), url());
    server.start();
  }

  static IssuerInProcess start() throws IOException {
    return new IssuerInProcess(HttpServer.create(anyPort(), 0), "http");
  }

  static IssuerInProcess overTls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new IssuerInProcess(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String url() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  ExternalIssuer issuer() {
    return new ExternalIssuer(url(), AUDIENCE, null, null, "sub");
  }

  void show(JWK... keys) {
    keySet = new JWKSet(List.of(keys)).toString();
  }

  private void sendKeys(HttpExchange exchange) throws IOException {
    keyFetches.incrementAndGet();
    if (cacheControl != null) {
      exchange.getResponseHeaders().set("Cache-Control", cacheControl);
    }
    if (location != null) {
      exchange.getResponseHeaders().set("Location", location);
    }
    send(exchange, keysStatus, keySet);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  static RSAKey key(String id) throws Exception {
    return new RSAKeyGenerator(2_048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
  }

  static String signed(JWTClaimsSet claims, RSAKey by) throws Exception {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(by.getKeyID())
            .build(),
        claims,
        by);
  }

  static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey by) throws Exception {
    SignedJWT token = new SignedJWT(header, claims);
    // Also with a key that is too short.
    token.sign(new RSASSASigner(by.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
