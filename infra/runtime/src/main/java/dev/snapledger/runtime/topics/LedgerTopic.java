package dev.snapledger.runtime.topics;

/** The topics of a ledger. One Kafka cluster holds one ledger, so the names are fixed. */
public enum LedgerTopic {
  /** What producers ask for. */
  COMMANDS("ledger.commands", 1024 * 1024),
  /** What was decided: the system of record. */
  EVENTS("ledger.events", 4 * 1024 * 1024),
  /** One answer to each command. */
  REPLIES("ledger.replies", 1024 * 1024),
  /** Which blocks each snapshot changed: up to 349,000 entries of 12 bytes in a record. */
  BLOCK_MAPS("ledger.block-maps", 4 * 1024 * 1024),
  /** Records of the command topic that are no commands, with the reason; room for a whole one. */
  DEAD_LETTERS("ledger.dead-letters", 2 * 1024 * 1024);

  /**
   * What a batch of one record adds to the record's key, value and headers: 61 bytes of batch
   * header and the record's variable-length numbers. Source: Kafka protocol guide, "Record Batch".
   */
  static final int BATCH_OVERHEAD_BYTES_MAX = 1024;

  private final String topicName;
  private final int recordBytesMax;

  LedgerTopic(String topicName, int recordBytesMax) {
    this.topicName = topicName;
    this.recordBytesMax = recordBytesMax;
  }

  /** The name in Kafka. */
  public String topicName() {
    return topicName;
  }

  /**
   * Most bytes of one record's key, value and headers together, before compression.
   *
   * <p>The broker limits compressed batches only, so that a reader of what strangers wrote must
   * check this itself.
   */
  public int recordBytesMax() {
    return recordBytesMax;
  }

  /** Most bytes of a batch as it is stored, which the broker checks. */
  int batchBytesMax() {
    return recordBytesMax + BATCH_OVERHEAD_BYTES_MAX;
  }
}
