package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.projections.disk.DiskRow;

/** Volumes of disks, which may be needed before a worker has made them. For many threads. */
@FunctionalInterface
public interface DiskVolumes {
  /**
   * The volume of an existing disk with an active grant, made now if there is none.
   *
   * @throws DiskNotReadyException if it cannot be made yet; asking again later may do
   */
  VolumeState ensure(DiskRow disk);
}
