package dev.snapledger.server.auth;

import dev.snapledger.server.file.DurableFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients that may sign in. At the first start there is one, the owner of everything, whose secret
 * is left in a file of its own. Safe for many threads of one process.
 *
 * <pre>
 * clients.json   ids, digests of secrets, roles; for the owner alone
 * admin-id       id of the first client
 * admin-secret   its secret; for the owner alone; may be deleted once it is kept elsewhere
 * </pre>
 */
public final class Clients {
  private static final String ADMIN = "admin";
  private static final int SECRET_BYTES = 32;

  private final Path folder;
  private final Supplier<UUID> ids;
  private final SecureRandom random = new SecureRandom();
  private final ClientsFile file;

  private Clients(Path folder, Supplier<UUID> ids) {
    this.folder = folder;
    this.ids = ids;
    this.file = new ClientsFile(folder.resolve("clients.json"));
  }

  /**
   * Opens the clients of a folder, and makes the first one if there is none.
   *
   * @param ids ids of clients; with the secret they are what a client signs in with
   */
  public static Clients in(Path folder, Supplier<UUID> ids) {
    var clients = new Clients(folder, ids);
    clients.makeFirst();
    return clients;
  }

  private synchronized void makeFirst() {
    if (!file.read().isEmpty()) {
      return;
    }
    Added admin = make(ADMIN, List.of(new RoleAssignment(Role.OWNER, AccessScope.EVERYTHING)));
    // The secret first: a crash in between leaves a file that nothing refers to, written again.
    DurableFile.secret(secretFile()).write(admin.secret() + "\n");
    DurableFile.open(idFile()).write(admin.client().id() + "\n");
    keep(admin.client());
  }

  /**
   * A client that was added.
   *
   * @param client what is kept of it
   * @param secret its secret, which is not kept
   */
  public record Added(Client client, String secret) {
    /** The text of everything but the secret. */
    @Override
    public String toString() {
      return client.toString();
    }
  }

  /** Adds a client with a new id and a new secret. */
  public synchronized Added add(String name, List<RoleAssignment> assignments) {
    Added added = make(name, assignments);
    keep(added.client());
    return added;
  }

  /**
   * Adds a client that signs in to the external issuer.
   *
   * @param id what that issuer's tokens call it
   * @throws IllegalArgumentException if that cannot be an id, or a client has it
   */
  public synchronized Client addExternal(String id, String name, List<RoleAssignment> assignments) {
    if (!ExternalVerifier.isClientId(id)) {
      throw new IllegalArgumentException(
          "expected 1 to %d printable characters without spaces, but found '%s'"
              .formatted(ExternalVerifier.CLIENT_CHARS_MAX, id));
    }
    if (file.read().stream().anyMatch(client -> client.id().equals(id))) {
      throw new IllegalArgumentException("expected a new client, but there is '" + id + "'");
    }
    Client client = Client.external(id, name, assignments);
    keep(client);
    return client;
  }

  private Added make(String name, List<RoleAssignment> assignments) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = HexFormat.of().formatHex(bytes);
    return new Added(
        new Client(ids.get().toString(), name, Client.digest(secret), assignments), secret);
  }

  private void keep(Client client) {
    List<Client> all = new ArrayList<>(file.read());
    all.add(client);
    file.write(all);
  }

  /** Takes a client away; its tokens are refused from then on. Gives whether there was one. */
  public synchronized boolean remove(String id) {
    List<Client> all = new ArrayList<>(file.read());
    boolean found = all.removeIf(client -> client.id().equals(id));
    if (found) {
      file.write(all);
    }
    return found;
  }

  /** All of them, in the order in which they were added. */
  public List<Client> all() {
    return file.read();
  }

  /** The client of the built-in issuer with an id, or null. */
  public @Nullable Client find(String id) {
    return find(Client.Kind.BUILT_IN, id);
  }

  /** The client with an id that its own kind of issuer gave, or null. */
  @Nullable Client find(Client.Kind kind, String id) {
    for (Client client : file.read()) {
      if (client.kind() == kind && client.id().equals(id)) {
        return client;
      }
    }
    return null;
  }

  /** The client with an id and secret, or null. */
  public @Nullable Client signIn(String id, String secret) {
    Client client = find(id);
    return client != null && client.hasSecret(secret) ? client : null;
  }

  /** Where the id of the first client is. */
  public Path idFile() {
    return folder.resolve("admin-id");
  }

  /** Where the secret of the first client is. */
  public Path secretFile() {
    return folder.resolve("admin-secret");
  }
}
