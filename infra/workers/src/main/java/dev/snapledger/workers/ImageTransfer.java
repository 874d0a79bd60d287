package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.transfer.CopyReport;
import dev.snapledger.blockstore.transfer.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Port: copies an image into the store of another region, sending only what that one lacks.
 *
 * <p>May be stopped at any point, by a crash or by an exception of the progress, and repeated: it
 * goes on from what was flushed, and returns the first answer once the copy is sealed.
 */
@FunctionalInterface
public interface ImageTransfer {
  /** Copies; durable on return. */
  CopyReport copy(Route route, Progress progress);

  /**
   * What goes from where to where.
   *
   * @param base the image at the source which the newest image of the target's chain is a copy of;
   *     null if there is none, or it is gone: then every block is compared
   * @param chain chain of the copy in the target
   */
  record Route(
      BlockStore source,
      ImageId image,
      @Nullable ImageId base,
      BlockStore target,
      ImageId copy,
      ChainId chain) {}
}
