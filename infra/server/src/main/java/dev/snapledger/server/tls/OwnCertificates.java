package dev.snapledger.server.tls;

import dev.snapledger.server.file.DurableFile;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of this data directory, and the server certificate that it signs.
 *
 * <pre>
 * ca.pem          what clients trust; made once, valid 10 years
 * ca-key.pem      its key; for the owner alone
 * server.pem      certificate for localhost, 127.0.0.1 and ::1 with its key, in one file so that
 *                 they always fit; for the owner alone; made again when it runs out
 * </pre>
 *
 * <p>All keys are on P-256. Nothing but this server is ever signed, so nothing is revoked.
 */
public final class OwnCertificates {
  private static final Duration CA_VALID = Duration.ofDays(3_650);
  private static final Duration SERVER_VALID = Duration.ofDays(397);

  /** A server certificate with less time left is made again at the next start. */
  private static final Duration SERVER_LEFT_MIN = Duration.ofDays(60);

  /** Clocks of clients may be behind. */
  private static final Duration BACKDATED = Duration.ofHours(1);

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 120;

  private final Path folder;
  private final InstantSource time;
  private final SecureRandom random = new SecureRandom();

  private OwnCertificates(Path folder, InstantSource time) {
    this.folder = folder;
    this.time = time;
  }

  /** Finds what is in the folder, and makes what is missing or runs out. */
  public static TlsIdentity in(Path folder, InstantSource time) {
    return new OwnCertificates(folder, time).identity();
  }

  private TlsIdentity identity() {
    try {
      if (!Files.exists(caFile())) {
        makeAuthority();
      }
      X509Certificate ca = Pem.certificates(caFile()).getFirst();
      if (!Files.exists(serverFile()) || !isUsable(ca)) {
        makeServer(ca);
      }
      return new TlsIdentity(
          Pem.privateKey(serverFile()),
          List.of(Pem.certificates(serverFile()).getFirst(), ca),
          caFile());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new TlsFilesException("expected to make certificates in %s".formatted(folder), e);
    }
  }

  /** Whether the server certificate is of this authority and has time left. */
  private boolean isUsable(X509Certificate ca) {
    X509Certificate server = Pem.certificates(serverFile()).getFirst();
    try {
      server.verify(ca.getPublicKey());
    } catch (GeneralSecurityException _) {
      return false;
    }
    return time.instant().plus(SERVER_LEFT_MIN).isBefore(server.getNotAfter().toInstant());
  }

  private void makeAuthority()
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    KeyPair keys = makeKeys();
    X500Name name = new X500Name("CN=Snapshot Ledger CA " + serial().toString(16).substring(0, 8));
    JcaX509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), CA_VALID);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    X509Certificate certificate = sign(builder, keys.getPrivate());
    DurableFile.secret(folder.resolve("ca-key.pem")).write(Pem.of(keys.getPrivate()));
    DurableFile.open(caFile()).write(Pem.of(List.of(certificate)));
  }

  private void makeServer(X509Certificate ca)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    KeyPair keys = makeKeys();
    JcaX509v3CertificateBuilder builder =
        builder(
            X500Name.getInstance(ca.getSubjectX500Principal().getEncoded()),
            new X500Name("CN=localhost"),
            keys.getPublic(),
            SERVER_VALID);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(ca.getPublicKey()));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")
            }));
    X509Certificate certificate = sign(builder, Pem.privateKey(folder.resolve("ca-key.pem")));
    DurableFile.secret(serverFile())
        .write(Pem.of(keys.getPrivate()) + Pem.of(List.of(certificate)));
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration valid) {
    Instant now = time.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial(),
        Date.from(now.minus(BACKDATED)),
        Date.from(now.plus(valid)),
        subject,
        key);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey by)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
  }

  private KeyPair makeKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
  }

  private Path caFile() {
    return folder.resolve("ca.pem");
  }

  private Path serverFile() {
    return folder.resolve("server.pem");
  }
}
