package dev.snapledger.app.holder;

import dev.snapledger.blockstore.object.NoSuchObjectException;
import dev.snapledger.blockstore.object.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs of life beside the blocks: one object an epoch, replaced by each new sign. */
public final class SignsOfLife {
  private static final String PREFIX = "holder/";

  private final ObjectStore objects;

  /** Signs in an object store. */
  public SignsOfLife(ObjectStore objects) {
    this.objects = objects;
  }

  private static String keyOf(long epoch) {
    return "%s%020d".formatted(PREFIX, epoch);
  }

  /** Shows a sign, in place of the one of its epoch before. */
  void show(SignOfLife sign) throws IOException {
    objects.put(keyOf(sign.epoch()), ByteBuffer.wrap(sign.text().getBytes(StandardCharsets.UTF_8)));
  }

  /** The sign of the latest epoch; null if there never was one. */
  @Nullable SignOfLife newest() throws IOException {
    while (true) {
      List<String> keys = objects.list(PREFIX, PREFIX);
      if (keys.isEmpty()) {
        return null;
      }
      String key = keys.getLast();
      try {
        return SignOfLife.parse(key, StandardCharsets.UTF_8.decode(objects.get(key)).toString());
      } catch (NoSuchObjectException _) {
        // A later epoch removed it meanwhile.
      }
    }
  }

  /** Removes what earlier epochs left. */
  void removeBefore(long epoch) throws IOException {
    List<String> old =
        objects.list(PREFIX, PREFIX).stream()
            .filter(key -> key.compareTo(keyOf(epoch)) < 0)
            .toList();
    if (!old.isEmpty()) {
      objects.delete(old);
    }
  }
}
