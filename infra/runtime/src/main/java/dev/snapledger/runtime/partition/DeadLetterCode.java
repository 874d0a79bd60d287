package dev.snapledger.runtime.partition;

/** Why a record of the command topic is not a command. */
public enum DeadLetterCode {
  /** The value is longer than {@link PartitionProcessor#COMMAND_BYTES_MAX}. */
  OVERSIZED("Oversized"),
  /** The record has no key. */
  MISSING_KEY("MissingKey"),
  /** The value is not one whole command. */
  UNDECODABLE("Undecodable"),
  /** The value names a schema that was never shipped. */
  UNKNOWN_FINGERPRINT("UnknownFingerprint"),
  /** The key is not the subscription of the command. */
  KEY_MISMATCH("KeyMismatch"),
  /** The record is in another partition than its key belongs to. */
  WRONG_PARTITION("WrongPartition");

  private final String code;

  DeadLetterCode(String code) {
    this.code = code;
  }

  /** Stable name, as in the header of a dead letter and in the code of a reply. */
  public String code() {
    return code;
  }

  /** Whether a reply with that code answers a dead letter, whose command was never decided. */
  public static boolean isReplyCode(String code) {
    return code.equals(KEY_MISMATCH.code) || code.equals(WRONG_PARTITION.code);
  }
}
