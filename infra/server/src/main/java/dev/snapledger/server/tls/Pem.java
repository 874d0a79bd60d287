package dev.snapledger.server.tls;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Certificates and keys in PEM. */
final class Pem {
  private Pem() {}

  /** The text of certificates. */
  static String of(List<X509Certificate> certificates) {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      for (X509Certificate certificate : certificates) {
        writer.writeObject(certificate);
      }
    } catch (IOException e) {
      throw new IllegalStateException("expected a certificate to be written, but " + e, e);
    }
    return text.toString();
  }

  /** The text of a key, as PKCS #8. */
  static String of(PrivateKey key) {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(new JcaPKCS8Generator(key, null));
    } catch (IOException e) {
      throw new IllegalStateException("expected a key to be written, but " + e, e);
    }
    return text.toString();
  }

  /** The certificates of a file, in their order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    var found = new ArrayList<X509Certificate>();
    var converter = new JcaX509CertificateConverter();
    try {
      for (Object item : items(file)) {
        if (item instanceof X509CertificateHolder holder) {
          found.add(converter.getCertificate(holder));
        }
      }
    } catch (CertificateException e) {
      throw new TlsFilesException(
          "expected certificates in %s, but found what cannot be read".formatted(file), e);
    }
    if (found.isEmpty()) {
      throw new TlsFilesException("expected certificates in %s, but found none".formatted(file));
    }
    return found;
  }

  /** The private key of a file, which is not encrypted. */
  static PrivateKey privateKey(Path file) {
    var converter = new JcaPEMKeyConverter();
    try {
      for (Object item : items(file)) {
        if (item instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
        if (item instanceof PEMKeyPair pair) {
          return converter.getKeyPair(pair).getPrivate();
        }
      }
    } catch (IOException e) {
      throw new TlsFilesException(
          "expected a private key in %s, but found one that cannot be read".formatted(file), e);
    }
    throw new TlsFilesException(
        "expected an unencrypted private key in %s, but found none".formatted(file));
  }

  private static List<Object> items(Path file) {
    var items = new ArrayList<>();
    try (Reader text = new StringReader(Files.readString(file));
        var parser = new PEMParser(text)) {
      for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
        items.add(item);
      }
    } catch (IOException e) {
      throw new TlsFilesException("expected a PEM file at %s, but %s".formatted(file, e), e);
    }
    return items;
  }
}
