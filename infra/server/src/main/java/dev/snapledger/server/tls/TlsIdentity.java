package dev.snapledger.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the server shows of itself.
 *
 * @param key its private key
 * @param chain its certificate, and those that lead to the root
 * @param caFile certificates that clients have to trust; null for those of an operator, who knows
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain, @Nullable Path caFile) {
  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * The operator's certificate and key.
   *
   * @param certificate PEM file: the certificate first, then those that lead to the root
   * @param key PEM file: the private key, not encrypted
   * @throws TlsFilesException if they cannot be read or are of different kinds
   */
  public static TlsIdentity of(Path certificate, Path key) {
    var identity = new TlsIdentity(Pem.privateKey(key), Pem.certificates(certificate), null);
    String expected =
        switch (identity.chain().getFirst().getPublicKey()) {
          case RSAPublicKey _ -> "RSA";
          case ECPublicKey _ -> "EC";
          case java.security.PublicKey other -> other.getAlgorithm();
        };
    String found = identity.key().getAlgorithm().replace("ECDSA", "EC");
    if (!expected.equals(found)) {
      throw new TlsFilesException(
          "expected a key of kind %s in %s, but found %s".formatted(expected, key, found));
    }
    return identity;
  }

  /** For a server that shows it. */
  public SSLContext serverContext() {
    char[] none = new char[0];
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("server", key, none, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsFilesException("expected a usable certificate and key, but " + e, e);
    }
  }

  /** SHA-256 of the certificate, in hexadecimal. */
  public String digest() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new TlsFilesException("expected a usable certificate, but " + e, e);
    }
  }

  /** The text of everything but the key. */
  @Override
  public String toString() {
    return "certificate of " + chain.getFirst().getSubjectX500Principal();
  }
}
