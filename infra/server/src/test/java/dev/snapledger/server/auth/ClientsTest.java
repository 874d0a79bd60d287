package dev.snapledger.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.id.SubscriptionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {
  @TempDir Path folder;

  @Test
  void leavesTheFirstSecretToTheOwnerAlone() throws IOException {
    // when
    Clients clients = open();

    // then
    String id = Files.readString(clients.idFile()).strip();
    String secret = Files.readString(clients.secretFile()).strip();
    assertThat(clients.signIn(id, secret)).isNotNull();
    assertThat(permissions(clients.secretFile())).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("auth/clients.json"))).isEqualTo("rw-------");
    assertThat(Files.readString(folder.resolve("auth/clients.json"))).doesNotContain(secret);
  }

  @Test
  void refusesAnyOtherSecret() throws IOException {
    // given
    Clients clients = open();
    String id = Files.readString(clients.idFile()).strip();
    String secret = Files.readString(clients.secretFile()).strip();

    // when, then
    assertThat(clients.signIn(id, "")).isNull();
    assertThat(clients.signIn(id, secret + " ")).isNull();
    assertThat(clients.signIn("", secret)).isNull();
    assertThat(clients.signIn(id, Client.digest(secret))).isNull();
  }

  @Test
  void findsThemAgainAtTheNextStart() {
    // given
    var scope = new AccessScope(new SubscriptionId(new UUID(0, 1)), "g");
    Clients.Added added = open().add("robot", List.of(new RoleAssignment(Role.READER, scope)));

    // when
    Client found = open().signIn(added.client().id(), added.secret());

    // then
    assertThat(found).isEqualTo(added.client());
    assertThat(added.toString()).doesNotContain(added.secret());
  }

  @Test
  void whatAnOperatorChangesHoldsAtOnce() {
    // given
    Clients running = open();
    Clients operator = open();

    // when
    Clients.Added added = operator.add("robot", List.of());

    // then
    assertThat(running.signIn(added.client().id(), added.secret())).isNotNull();
    assertThat(operator.remove(added.client().id())).isTrue();
    assertThat(operator.remove(added.client().id())).isFalse();
    assertThat(running.find(added.client().id())).isNull();
    assertThat(running.all()).hasSize(1);
  }

  private Clients open() {
    return Clients.in(folder.resolve("auth"), UUID::randomUUID);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void takesAsLongAnIdOfAnotherIssuerAsItMayBeAndNoLongerOne() {
    // given
    Clients clients = open();
    String longest = "a".repeat(ExternalVerifier.CLIENT_CHARS_MAX);

    // when, then
    assertThat(clients.addExternal(longest, "one", List.of()).id()).isEqualTo(longest);
    assertThatThrownBy(() -> clients.addExternal(longest + "a", "two", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 to 128 printable characters");
    assertThatThrownBy(() -> clients.addExternal("", "three", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
