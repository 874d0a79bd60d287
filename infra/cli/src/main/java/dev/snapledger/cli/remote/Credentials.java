package dev.snapledger.cli.remote;

import java.nio.file.Path;

/** What a bearer token is made of, or had for. */
sealed interface Credentials {
  /** A token that somebody else got. */
  record Given(String token) implements Credentials {
    @Override
    public String toString() {
      return "Given[token]"; // Never the token.
    }
  }

  /** A client's id, and the file with its secret. */
  record OfClient(String id, Path secretFile) implements Credentials {}

  /** The keys of a data directory on this machine, as {@code ledger token} uses them. */
  record OfFolder(Path data) implements Credentials {}
}
