package dev.snapledger.broker;

/**
 * The end of a broker's process.
 *
 * @param pid process id it had
 * @param exitCode its exit code; 128 + n when signal n killed it
 * @param reason whether it was asked to end
 * @param lastLogLines the end of its log, at most {@value LogTail#LINES_MAX} lines of each file
 */
public record BrokerExit(long pid, int exitCode, Reason reason, String lastLogLines) {

  /** Who ended it. */
  public enum Reason {
    /** {@link EmbeddedBroker#close} was called before. */
    REQUESTED,
    /** It crashed, was killed, or stopped for want of a working disk. */
    UNEXPECTED
  }
}
