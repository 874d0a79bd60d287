package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.scrub.Pace;
import dev.snapledger.blockstore.scrub.ScrubReport.Unreadable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the root digests of images from the digests in the headers of their records.
 *
 * <p>A root wants its blocks in order; the disk gives headers best in the order of their places. So
 * {@link #PIECE_ENTRIES} entries at a time are read by place and hashed by block: memory does not
 * grow with the image. Format: docs/internals/delta-format.md#root. For one thread.
 */
final class RootCheck {
  /** So that the number of an entry fits the bits of a locator that give the stored length. */
  private static final int PIECE_ENTRIES = 1 << 16;

  private static final int STEP_HEADERS_MAX = 1024;

  /** What a header costs a disk: the smallest piece it is read in. */
  private static final int HEADER_READ_BYTES = 4096;

  private final Requests requests;
  private final StoreState state;
  private final SegmentStore segments;
  private final Pace pace;
  private final ScrubBorder border;
  private final Consumer<Unreadable> findings;
  private long[] places = {};
  private BlockDigest[] digests = {};
  private long checked;
  private long leftOut;

  RootCheck(OpenStore store, Pace pace, ScrubBorder border, Consumer<Unreadable> findings) {
    this.requests = store.requests();
    this.state = store.state();
    this.segments = store.segments();
    this.pace = pace;
    this.border = border;
    this.findings = findings;
  }

  /** Images whose root was recomputed. */
  long checked() {
    return checked;
  }

  /** Images whose root could not be, because one before is gone or a record is broken. */
  long leftOut() {
    return leftOut;
  }

  void run() {
    for (Layer layer : List.copyOf(state.images.values())) {
      if (!border.hasEnded() && !layer.hidden && !layer.chain.isDamaged()) {
        check(layer);
      }
    }
  }

  private void check(Layer layer) {
    BlockDigest parentRoot = parentRoot(layer);
    if (parentRoot == null) {
      leftOut++;
      return;
    }
    try {
      BlockDigest found = root(layer, parentRoot);
      if (found != null) {
        compare(layer.image(), found);
      }
    } catch (NotFoundException _) {
      // Deleted meanwhile.
    } catch (CorruptDataException _) {
      leftOut++; // A broken record, which is reported as such.
    }
  }

  private void compare(SealedImage image, BlockDigest found) {
    checked++;
    if (!found.equals(image.rootDigest())) {
      findings.accept(
          new Unreadable(
              "image " + image.image(),
              "expected root %s, but its blocks give %s".formatted(image.rootDigest(), found)));
    }
  }

  /** Root of the layer below when this one was sealed; null if that is gone. */
  private @Nullable BlockDigest parentRoot(Layer layer) {
    ImageId parent = layer.image().parent();
    Layer below = parent == null ? null : state.images.get(parent);
    if (parent == null) {
      return BlockDigest.ZERO;
    }
    return below == null || !below.chain.equals(layer.chain) ? null : below.image().rootDigest();
  }

  /** The root that the blocks give; null if the scrub ended first. */
  private @Nullable BlockDigest root(Layer layer, BlockDigest parentRoot) {
    SealedImage image = layer.image();
    RootHash root = new RootHash(parentRoot, image.sizeBytes());
    var blocks = layer.delta.blocks().getIntIterator();
    for (int from = 0; from < layer.delta.count(); from += PIECE_ENTRIES) {
      int count = Math.min(PIECE_ENTRIES, layer.delta.count() - from);
      if (!readDigests(layer, from, count)) {
        return null;
      }
      for (int i = 0; i < count; i++) {
        root.add(blocks.next(), digests[i]);
      }
    }
    return root.end();
  }

  /** Reads the digests of some entries in the order of their places. */
  private boolean readDigests(Layer layer, int fromRank, int count) {
    if (places.length < count) {
      places = new long[count];
      digests = new BlockDigest[count];
    }
    for (int i = 0; i < count; i++) {
      places[i] = (segments.place(layer.delta.locator(fromRank + i)) & ~0xFFFFL) | i;
    }
    Arrays.sort(places, 0, count);
    for (int from = 0; from < count; from += STEP_HEADERS_MAX) {
      int start = from;
      int end = Math.min(count, from + STEP_HEADERS_MAX);
      pace.await((long) HEADER_READ_BYTES * (end - start));
      requests.using(
          () -> {
            ImageView view = new ImageView(layer);
            view.checkLive();
            for (int i = start; i < end; i++) {
              int entry = (int) places[i] & 0xFFFF;
              digests[entry] = segments.records().digest(version(layer, fromRank + entry), view);
            }
            return layer;
          });
      border.look();
      if (border.hasEnded()) {
        return false;
      }
    }
    return true;
  }

  private static BlockVersion version(Layer layer, int rank) {
    return layer.delta.version(layer.delta.blocks().select(rank), rank);
  }
}
