package dev.snapledger.runtime.partition;

/** Port to the rule by which a key picks its partition. */
@FunctionalInterface
public interface PartitionOfKey {
  /** The partition that the key belongs to, from 0. */
  int partitionOf(byte[] key);
}
