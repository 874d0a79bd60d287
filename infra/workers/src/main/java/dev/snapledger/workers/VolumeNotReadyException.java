package dev.snapledger.workers;

import dev.snapledger.projections.disk.DiskRow;

/** The volume of a disk is not there yet, or not any more; the same request may work later. */
public final class VolumeNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VolumeNotReadyException(DiskRow disk) {
    super(
        "expected a volume for disk %s, but it is %s and its volume is not made"
            .formatted(disk.diskId(), disk.exists() ? "resized" : "deleted"));
  }
}
