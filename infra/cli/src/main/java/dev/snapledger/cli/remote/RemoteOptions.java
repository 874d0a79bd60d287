package dev.snapledger.cli.remote;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that ask a server. */
public final class RemoteOptions {
  private static final String SUBSCRIPTION = "LEDGER_SUBSCRIPTION";

  @Option(
      order = 90,
      names = "--subscription",
      paramLabel = "ID",
      description = "Subscription (or LEDGER_SUBSCRIPTION); without it, the first one listed.")
  private @Nullable String subscription;

  @Option(
      order = 90,
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data directory of a 'ledger up' on this machine (or LEDGER_DATA; default: ledger-data):"
              + " gives address, certificate authority and sign-in.")
  private @Nullable Path data;

  @Option(
      order = 90,
      names = "--url",
      paramLabel = "URL",
      description = "Address of a server elsewhere (or LEDGER_URL).")
  private @Nullable String url;

  @Option(
      order = 90,
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificates to trust, in PEM (or LEDGER_CA_FILE).")
  private @Nullable Path caFile;

  @Option(
      order = 90,
      names = "--client-id",
      paramLabel = "ID",
      description =
          "Client to sign in as (or LEDGER_CLIENT_ID). A token in LEDGER_TOKEN is used instead.")
  private @Nullable String clientId;

  @Option(
      order = 90,
      names = "--client-secret-file",
      paramLabel = "FILE",
      description = "File with the client's secret (or LEDGER_CLIENT_SECRET_FILE).")
  private @Nullable Path secretFile;

  public RemoteOptions() {}

  /**
   * Connects; to be closed by the caller.
   *
   * @throws IllegalArgumentException if the options do not fit
   * @throws UnreachableException if no server is known
   */
  public Session open() {
    Connection connection =
        Connection.choose(
            new Connection.Said(data, url, caFile, clientId, secretFile), System.getenv());
    return Session.open(
        connection, subscription == null ? System.getenv(SUBSCRIPTION) : subscription);
  }
}
