package dev.snapledger.simulation.world;

import dev.snapledger.projections.engine.MemoryViewStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A machine for one node: what stays when its process dies, and the process, if there is one. */
final class Host {
  private final World world;
  private final String name;
  private final Path checkpoints;
  private MemoryViewStore store = new MemoryViewStore();
  private @Nullable Node node;

  Host(World world, String name, Path checkpoints) {
    this.world = world;
    this.name = name;
    this.checkpoints = checkpoints;
  }

  String name() {
    return name;
  }

  /** The process that runs; null if none does. */
  @Nullable Node node() {
    Node running = node;
    return running != null && running.life().alive() ? running : null;
  }

  void start() {
    node = new Node(world, new Life(world, name, world.split()), store, checkpoints);
  }

  void loseViews() {
    store = new MemoryViewStore();
  }

  /** Inverts a bit of a checkpoint, or cuts it; gives what was done, null if there is none. */
  @Nullable String damageCheckpoint(SplittableRandom chance) {
    try (Stream<Path> found = Files.exists(checkpoints) ? Files.list(checkpoints) : Stream.of()) {
      List<Path> files = found.sorted().toList();
      if (files.isEmpty()) {
        return null;
      }
      Path file = files.get(chance.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        return null;
      }
      int at = chance.nextInt(bytes.length);
      if (chance.nextInt(3) == 0) {
        Files.write(file, java.util.Arrays.copyOf(bytes, at));
        return "cut %s at %d".formatted(file.getFileName(), at);
      }
      bytes[at] ^= (byte) (1 << chance.nextInt(8));
      Files.write(file, bytes);
      return "flipped a bit of byte %d of %s".formatted(at, file.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
