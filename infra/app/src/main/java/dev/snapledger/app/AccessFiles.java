package dev.snapledger.app;

import dev.snapledger.server.LedgerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys and clients of a node, which have to be the same on all nodes that share blocks: else
 * what one node signs is refused by the next one.
 */
final class AccessFiles {
  private static final List<String> NAMES = List.of("sas-keys", "signing-key.json", "clients.json");

  private AccessFiles() {}

  /**
   * Tells sets of them apart. Says nothing of what is in them: keys are chance, and of secrets of
   * clients they have digests of chance.
   *
   * @param folder data directory
   */
  static String digest(Path folder) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : NAMES) {
        Path file = LedgerServer.authFolder(folder).resolve(name);
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        digest.update(
            Integer.toString(bytes.length).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read keys and clients, but " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected a Java runtime with SHA-256", e);
    }
  }

  /**
   * Refuses to serve with others than the holder of the blocks has.
   *
   * @param holder name of that node
   * @param expected digest of its files; empty if it serves nobody
   */
  static void requireEqual(Path folder, String holder, String expected) {
    if (!expected.isEmpty() && !digest(folder).equals(expected)) {
      throw new NodeStartException(
          "expected the keys and clients of node %s, which holds the blocks, but found others in %s: copy %s from its auth folder"
              .formatted(holder, LedgerServer.authFolder(folder), String.join(", ", NAMES)));
    }
  }
}
