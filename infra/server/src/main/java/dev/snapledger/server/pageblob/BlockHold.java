package dev.snapledger.server.pageblob;

/** Whether this node still has the bytes of disks as they are. Safe for use by many threads. */
@FunctionalInterface
public interface BlockHold {
  /** Of bytes that no other node can take. */
  BlockHold FOR_EVER = () -> {};

  /**
   * Returns if no other node had taken the bytes over when it was called, so that what is read of a
   * disk after it was true then or later.
   *
   * @throws dev.snapledger.blockstore.api.StoreFaultException if another one had, or nobody knows
   */
  void require();
}
