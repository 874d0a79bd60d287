package dev.snapledger.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificatesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DNS = 2;
  private static final int IP = 7;

  @TempDir Path folder;

  @Test
  void makesACertificateForThisMachineThatTheAuthoritySigned() throws Exception {
    // when
    TlsIdentity identity = at(START);

    // then
    X509Certificate server = identity.chain().getFirst();
    server.verify(identity.chain().getLast().getPublicKey());
    assertThat(server.getSubjectAlternativeNames())
        .contains(List.of(DNS, "localhost"), List.of(IP, "127.0.0.1"));
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(identity.chain().getLast().getBasicConstraints()).isZero();
    assertThat(identity.caFile()).hasFileName("ca.pem");
  }

  @Test
  void keysAreForTheOwnerAlone() throws IOException {
    // when
    at(START);

    // then
    for (String name : List.of("ca-key.pem", "server.pem")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder(name))))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(folder("ca.pem"))).doesNotContain("PRIVATE");
  }

  @Test
  void keepsBothAtTheNextStart() {
    // given
    TlsIdentity first = at(START);

    // when
    TlsIdentity second = at(START.plus(Duration.ofDays(300)));

    // then
    assertThat(second.chain()).isEqualTo(first.chain());
    assertThat(second.key()).isEqualTo(first.key());
  }

  @Test
  void renewsTheServersButNotTheAuthoritysCertificate() {
    // given
    TlsIdentity first = at(START);

    // when
    TlsIdentity second = at(START.plus(Duration.ofDays(340)));

    // then
    assertThat(second.chain().getFirst()).isNotEqualTo(first.chain().getFirst());
    assertThat(second.chain().getLast()).isEqualTo(first.chain().getLast());
  }

  @Test
  void takesTheOperatorsFiles() {
    // given
    at(START);

    // when
    TlsIdentity identity = TlsIdentity.of(folder("server.pem"), folder("server.pem"));

    // then
    assertThat(identity.chain()).hasSize(1);
    assertThat(identity.serverContext()).isNotNull();
    assertThat(identity.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void saysWhichFileCannotBeUsed() throws IOException {
    // given
    at(START);
    Path text = Files.writeString(folder("text.pem"), "nothing of use");

    // when, then
    assertThatThrownBy(() -> TlsIdentity.of(text, folder("ca-key.pem")))
        .isInstanceOf(TlsFilesException.class)
        .hasMessageContaining("text.pem");
    assertThatThrownBy(() -> TlsIdentity.of(folder("ca.pem"), folder("ca.pem")))
        .isInstanceOf(TlsFilesException.class)
        .hasMessageContaining("private key");
    assertThatThrownBy(() -> TlsIdentity.of(folder("none.pem"), text))
        .isInstanceOf(TlsFilesException.class);
  }

  private Path folder(String name) {
    return folder.resolve("tls").resolve(name);
  }

  private TlsIdentity at(Instant time) {
    return OwnCertificates.in(folder.resolve("tls"), InstantSource.fixed(time));
  }
}
