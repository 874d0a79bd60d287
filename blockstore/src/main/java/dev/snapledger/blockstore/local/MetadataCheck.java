package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.scrub.ScrubReport.Unreadable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the deltas and volume files again, and tells what could not be read when the store was
 * opened. Head journals are checked at open alone: while a store is open its rows are in memory.
 */
record MetadataCheck(OpenStore store, Consumer<Unreadable> findings) {
  void run() {
    store.state().unreadable.forEach((image, reason) -> found("image " + image, reason));
    for (Volume volume : List.copyOf(store.state().volumes.values())) {
      inRequest(() -> check(volume));
    }
    for (Chain chain : List.copyOf(store.state().chains.values())) {
      for (Layer layer : chain.layersNow()) {
        inRequest(() -> check(layer));
      }
    }
  }

  /** A closed store's files are no longer its own. */
  private void inRequest(Runnable check) {
    store
        .requests()
        .using(
            () -> {
              check.run();
              return store;
            });
  }

  private void found(String what, @Nullable Object reason) {
    findings.accept(new Unreadable(what, String.valueOf(reason)));
  }

  /** With the volume's lock, or its file could go between two steps. */
  private void check(Volume volume) {
    String name = "volume " + volume.id;
    Path file = store.context().directory().volume(volume.id).resolve("VOLUME");
    volume.readLock().lock();
    try {
      volume.checkUsable();
      if (VolumeFile.decode(store.context().directory().readSmall(file)) == null) {
        found(name, "expected size and source in " + file + ", but found damage");
      }
    } catch (NotFoundException _) {
      // Deleted meanwhile.
    } catch (CorruptDataException e) {
      found(name, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      found(name, e);
    } finally {
      volume.readLock().unlock();
    }
  }

  private void check(Layer layer) {
    try {
      // A delete gives a file its other name before anyone can see that.
      boolean there = isThere(layer.file) || isThere(layer.hiddenFile());
      if (!there && layer.equals(store.state().images.get(layer.id()))) {
        found("image " + layer.id(), "expected its delta in " + layer.file + ", but found none");
      }
    } catch (CorruptDataException e) {
      found("image " + layer.id(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      found("image " + layer.id(), e);
    }
  }

  /** Checks a delta; false if there is no such file. */
  private boolean isThere(Path file) throws IOException {
    try {
      DeltaFile.open(store.context().directory().files(), file);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }
}
