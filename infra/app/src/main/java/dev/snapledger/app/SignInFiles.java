package dev.snapledger.app;

import dev.snapledger.server.LedgerServer;
import dev.snapledger.server.auth.Client;
import dev.snapledger.server.auth.Clients;
import dev.snapledger.server.auth.SignIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the server of a data directory needs for signing in, as it lies in files. Made by the
 * server's first start.
 */
public final class SignInFiles {
  private final Path folder;

  private SignInFiles(Path folder) {
    this.folder = folder;
  }

  /** Those of a data directory. */
  public static SignInFiles in(Path folder) {
    return new SignInFiles(folder);
  }

  /** Id of the first client, the owner of everything. */
  public String clientId() {
    return read(LedgerServer.authFolder(folder).resolve("admin-id"));
  }

  /** File with its secret. */
  public Path secretFile() {
    return LedgerServer.authFolder(folder).resolve("admin-secret");
  }

  /** Who may sign in; changes hold at once, also in a running server. */
  public Clients clients(NodePorts ports) {
    return Clients.in(LedgerServer.authFolder(folder), ports.uuids());
  }

  /** A token of the first client, for the address of the last start. */
  public String token(NodePorts ports) {
    URI url = URI.create(read(LedgerServer.urlFile(folder)));
    String id = clientId();
    SignIn signIn = SignIn.in(LedgerServer.authFolder(folder), url, ports.time(), ports.uuids());
    Client client = signIn.clients().find(id);
    if (client == null) {
      throw new NodeStartException(
          "expected client %s in %s, but it is there no more"
              .formatted(id, LedgerServer.authFolder(folder)));
    }
    return signIn.issuer().issue(client);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected %s, which the first 'ledger up' writes, but %s".formatted(file, e), e);
    }
  }
}
