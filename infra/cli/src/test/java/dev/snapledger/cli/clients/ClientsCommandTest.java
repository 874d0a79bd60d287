package dev.snapledger.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.cli.LedgerCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsCommandTest {
  private static final String GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g";

  @TempDir Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.writeString(folder.resolve("FORMAT"), "snapledger-data 1\n");
  }

  @Test
  void addsListsAndRemovesAClient() {
    // when
    LedgerCli added = run("add", "robot", "--role", "reader", "--scope", GROUP);

    // then
    String id = added.out().lines().findFirst().orElse("").replace("client id:", "").strip();
    String secret = added.out().lines().skip(1).findFirst().orElse("").replaceAll(".*: | .*", "");
    assertThat(secret).hasSize(64);
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(run("list").out())
        .contains(id + "  robot  reader of " + GROUP)
        .doesNotContain(secret);
    assertThat(run("remove", id).exitCode()).isZero();
    assertThat(run("remove", id).exitCode()).isEqualTo(2);
    assertThat(run("list").out()).doesNotContain(id);
  }

  @Test
  void addsAClientOfAnExternalIssuerWithoutASecret() {
    // when
    LedgerCli added =
        run("add", "build", "--external", "repo:a/b", "--role", "reader", "--scope", "/");
    LedgerCli again = run("add", "x", "--external", "repo:a/b", "--role", "reader", "--scope", "/");
    LedgerCli wrong = run("add", "x", "--external", "a b", "--role", "reader", "--scope", "/");

    // then
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(added.out()).contains("repo:a/b").contains("client secret: none");
    assertThat(run("list").out()).contains("repo:a/b  build  reader of /  (external)");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("--external: expected a new client");
    assertThat(wrong.err()).contains("--external: expected 1 to 128 printable characters");
    assertThat(run("remove", "repo:a/b").exitCode()).isZero();
  }

  @Test
  void refusesWhatIsNoRoleNameScopeOrFolder() {
    // when, then
    assertThat(run("add", "x", "--role", "king", "--scope", "/").err()).contains("'king'");
    assertThat(run("add", "x", "--role", "owner", "--scope", "/x").err()).contains("--scope");
    assertThat(run("add", "a b", "--role", "owner", "--scope", "/").err()).contains("'a b'");
    assertThat(LedgerCli.run("clients", "list", "--data", folder + "/none").exitCode())
        .isEqualTo(2);
  }

  private LedgerCli run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "clients";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = folder.toString();
    return LedgerCli.run(all);
  }
}
