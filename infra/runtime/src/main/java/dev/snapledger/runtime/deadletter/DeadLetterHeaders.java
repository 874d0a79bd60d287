package dev.snapledger.runtime.deadletter;

/** Names of the headers behind the original ones of a dead letter; values are UTF-8 text. */
public final class DeadLetterHeaders {
  public static final String CODE = "ledger.dead-letter.code";
  public static final String REASON = "ledger.dead-letter.reason";
  public static final String TOPIC = "ledger.dead-letter.topic";
  public static final String PARTITION = "ledger.dead-letter.partition";
  public static final String OFFSET = "ledger.dead-letter.offset";
  public static final String TIMESTAMP = "ledger.dead-letter.timestamp";
  public static final String VALUE_BYTES = "ledger.dead-letter.value-bytes";

  /** How many they are. */
  static final int COUNT = 7;

  /** On a record of the command topic: the dead letter it was made of. */
  public static final String RESUBMITTED = "ledger.dead-letter.resubmitted-from";

  private DeadLetterHeaders() {}
}
