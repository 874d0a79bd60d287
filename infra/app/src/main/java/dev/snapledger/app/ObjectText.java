package dev.snapledger.app;

import dev.snapledger.blockstore.object.NoSuchObjectException;
import dev.snapledger.blockstore.object.ObjectStore;
import dev.snapledger.server.file.SharedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text beside the blocks: each version is an object {@code texts/NAME/NUMBER}, made only if the
 * number is free, so that of two nodes that replace the same version one learns that it was late.
 */
final class ObjectText implements SharedText {
  /** Versions that stay. A number that is free because it was removed is at least as far back. */
  private static final int KEPT = 8;

  private final ObjectStore objects;
  private final String prefix;
  private final @Nullable String first;
  private Version last = new Version(0, null);

  /**
   * A text of that name.
   *
   * @param first what it is while nobody has written it
   */
  ObjectText(ObjectStore objects, String name, @Nullable String first) {
    this.objects = objects;
    this.prefix = "texts/" + name + "/";
    this.first = first;
  }

  private String keyOf(long number) {
    return "%s%020d".formatted(prefix, number);
  }

  @Override
  public Version read() {
    try {
      while (true) {
        Version known = last();
        List<String> later = objects.list(prefix, keyOf(known.number()));
        if (later.isEmpty()) {
          return known.number() == 0 ? new Version(0, first) : known;
        }
        take(later.getLast());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + prefix + ", but " + e, e);
    }
  }

  private void take(String key) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.decode(objects.get(key)).toString();
      keep(new Version(numberIn(key), text));
    } catch (NoSuchObjectException _) {
      // So much was written meanwhile that it is gone; the next look finds what is there.
    }
  }

  /** Whether a version was only made because the one of its number had been removed. */
  private boolean isStale(long number) throws IOException {
    List<String> later = objects.list(prefix, keyOf(number));
    return !later.isEmpty() && numberIn(later.getLast()) - number >= KEPT;
  }

  private long numberIn(String key) {
    return Long.parseLong(key.substring(prefix.length()));
  }

  private synchronized Version last() {
    return last;
  }

  private synchronized void keep(Version read) {
    if (read.number() > last.number()) {
      last = read;
    }
  }

  @Override
  public boolean replace(Version read, String text) {
    long number = read.number() + 1;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      if (!objects.putIfAbsent(keyOf(number), bytes)) {
        return false;
      }
      if (isStale(number)) {
        objects.delete(List.of(keyOf(number)));
        return false;
      }
      keep(new Version(number, text));
      if (number > KEPT) {
        objects.delete(List.of(keyOf(number - KEPT)));
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write " + prefix + ", but " + e, e);
    }
  }
}
