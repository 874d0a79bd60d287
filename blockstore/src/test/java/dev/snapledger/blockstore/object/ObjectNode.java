package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.local.LocalBlockStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Opens files over an object store in memory, as a node of a test. */
public final class ObjectNode {
  /** Everything small, so that a short test has checkpoints, many objects and no room. */
  public static final ObjectFilesSettings.Sizes SMALL =
      new ObjectFilesSettings.Sizes(40_000, 600, 3_000, 7, Duration.ofSeconds(20));

  private static final AtomicLong WRITERS = new AtomicLong();
  private static final AtomicLong SECONDS = new AtomicLong();

  private ObjectNode() {}

  /** The settings of a node; its clock moves on with every question. */
  public static ObjectFilesSettings settings(
      String node, TakeOver takeOver, ObjectFilesSettings.Sizes sizes) {
    return new ObjectFilesSettings(
        node,
        new UUID(9, WRITERS.incrementAndGet()),
        takeOver,
        Path.of("cache"),
        300_000,
        LocalBlockStore::doubts,
        () -> Instant.ofEpochSecond(SECONDS.incrementAndGet()),
        sizes);
  }

  /** Opens as the writer, with a new local disk. */
  public static ObjectFiles open(ObjectStore objects, String node) {
    return open(objects, settings(node, TakeOver.ALWAYS, SMALL));
  }

  public static ObjectFiles open(ObjectStore objects, ObjectFilesSettings settings) {
    return open(objects, new MemoryFiles(), settings);
  }

  /** Opens as the writer, with its copies on that disk. */
  public static ObjectFiles open(
      ObjectStore objects, MemoryFiles local, ObjectFilesSettings settings) {
    try {
      return ObjectFiles.open(objects, local, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
