package dev.snapledger.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates that another server's has to lead to.
 *
 * @param certificates roots, or the server's own
 */
public record TrustedCertificates(List<X509Certificate> certificates) {
  public TrustedCertificates {
    certificates = List.copyOf(certificates);
  }

  /**
   * Those of a PEM file.
   *
   * @throws TlsFilesException if it has none
   */
  public static TrustedCertificates of(Path file) {
    return new TrustedCertificates(Pem.certificates(file));
  }

  /** For a client that trusts these and no others. */
  public SSLContext clientContext() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca-" + i, certificates.get(i));
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsFilesException("expected usable certificates to trust, but " + e, e);
    }
  }
}
