package dev.snapledger.cli.disk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.ArmException;
import dev.snapledger.cli.remote.ResourceId;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.transfer.ImportProgress;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The disk of an import: a new one, or the one that an earlier command made for the same image. For
 * that it has a tag with a mark, from when it is made until its identity is written down.
 */
final class ImportedDisk {
  static final String MARK = "ledger-import";

  private static final int MARK_BYTES = 16;

  private final Session session;
  private final ResourceId id;
  private final @Nullable ImportProgress progress;

  /**
   * The disk with an id.
   *
   * @param progress what is known of the image on its way; null if it is sent in one go
   */
  ImportedDisk(Session session, ResourceId id, @Nullable ImportProgress progress) {
    this.session = session;
    this.id = id;
    this.progress = progress;
  }

  /**
   * Makes it, or finds it.
   *
   * @param body what to make it of; asked once at most
   * @throws ShownException if there is one that no command made for this image
   */
  void open(Supplier<ObjectNode> body) throws IOException {
    JsonNode present = session.arm().find(id.path());
    if (progress == null) {
      if (present != null) {
        throw exists("");
      }
      var _ = session.arm().put(id.path(), body.get());
    } else if (present == null) {
      take(progress, make(progress, body.get()));
    } else if (progress.isTo(idOf(present), present.at("/tags/" + MARK).asText())) {
      take(progress, present);
    } else {
      throw exists(
          ", and %s does not say that this file is on its way to it".formatted(progress.file()));
    }
  }

  private ShownException exists(String more) {
    return new ShownException(
        "AlreadyExists: expected a new disk, but the %s is there%s".formatted(id.shown(), more));
  }

  private JsonNode make(ImportProgress begun, ObjectNode body) throws IOException {
    byte[] random = new byte[MARK_BYTES];
    new SecureRandom().nextBytes(random);
    String mark = HexFormat.of().formatHex(random);
    body.withObject("/tags").put(MARK, mark);
    begun.begin(mark);
    try {
      return session.arm().put(id.path(), body);
    } catch (ArmException e) {
      if (e.status() < 500) { // Refused; after anything else it may be there.
        begun.end();
      }
      throw e;
    }
  }

  private void take(ImportProgress begun, JsonNode disk) {
    begun.takes(idOf(disk));
    if (disk.path("tags").has(MARK)) {
      ObjectNode tags = disk.path("tags").deepCopy();
      tags.remove(MARK);
      var _ = session.arm().patch(id.path(), Json.object().set("tags", tags));
    }
  }

  private static String idOf(JsonNode disk) {
    return disk.at("/properties/uniqueId").asText();
  }
}
