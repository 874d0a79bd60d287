package dev.snapledger.projections.engine;

/**
 * Where a record is in its topic.
 *
 * @param partition partition, from 0
 * @param logOffset offset of the record in it
 */
public record LogPosition(int partition, long logOffset) implements Comparable<LogPosition> {
  @Override
  public int compareTo(LogPosition other) {
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(logOffset, other.logOffset);
  }
}
