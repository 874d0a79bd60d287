package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import java.nio.file.Path;

/**
 * One image in its chain. Deleting the image hides the layer, which stays as long as another image
 * reads through it or a diff needs its dirty masks.
 */
final class Layer {
  final Chain chain;
  final DeltaFile delta;
  final Path file;
  volatile boolean hidden;

  /** Entries that are in force at some live point of the chain; under the chain's lock. */
  int neededEntries;

  Layer(Chain chain, DeltaFile delta, Path file, Visibility visibility) {
    this.chain = chain;
    this.delta = delta;
    this.file = file;
    this.hidden = visibility == Visibility.HIDDEN;
  }

  enum Visibility {
    LIVE,
    HIDDEN
  }

  SealedImage image() {
    return delta.image();
  }

  ImageId id() {
    return delta.image().image();
  }

  int ordinal() {
    return (int) delta.image().sequence();
  }

  /** Where the file is now that the layer is hidden, or before. */
  Path currentFile() {
    return hidden ? hiddenFile() : file;
  }

  Path hiddenFile() {
    return named(StoreDirectory.HIDDEN);
  }

  /** What stays in its place, empty, when nothing needs the layer any more. */
  Path goneFile() {
    return named(StoreDirectory.GONE);
  }

  private Path named(String ending) {
    return file.resolveSibling(StoreDirectory.deltaName(ordinal(), id(), ending));
  }
}
