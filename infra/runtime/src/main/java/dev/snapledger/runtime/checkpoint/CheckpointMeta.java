package dev.snapledger.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.runtime.partition.ChainHash;
import dev.snapledger.runtime.partition.PartitionState.Progress;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * How far a checkpoint goes.
 *
 * <pre>
 *   0   8  next event     offset of the first event that is not contained; big-endian as all
 *   8   8  next reply     offset of the first reply that is not contained
 *   16  8  next command   offset of the first command that is not decided
 *   24  8  last decision  milliseconds since 1970; the smallest long before the first
 *   32  32 chain          hash of the newest event that is contained; zeros before the first
 *   64  n  log id         topic id of ledger.events, UTF-8
 * </pre>
 *
 * @param position how much of the log is contained
 * @param progress how far decisions had gone
 */
record CheckpointMeta(LogPosition position, Progress progress) {
  private static final int FIXED_BYTES = 4 * Long.BYTES + ChainHash.BYTES;

  byte[] toBytes() {
    byte[] logId = position.logId().getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED_BYTES + logId.length)
            .putLong(position.nextEventOffset())
            .putLong(position.nextReplyOffset())
            .putLong(progress.nextCommandOffset())
            .putLong(
                progress.lastDecidedAt().equals(Instant.MIN)
                    ? Long.MIN_VALUE
                    : progress.lastDecidedAt().toEpochMilli());
    return progress.chainHead().writeTo(bytes).put(logId).array();
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is too short
   */
  static CheckpointMeta of(byte[] bytes) {
    if (bytes.length < FIXED_BYTES) {
      throw new IllegalArgumentException(
          "expected at least %d bytes of progress, but found %d"
              .formatted(FIXED_BYTES, bytes.length));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long nextEvent = in.getLong();
    long nextReply = in.getLong();
    long nextCommand = in.getLong();
    long lastDecision = in.getLong();
    ChainHash chainHead = ChainHash.readFrom(in);
    String logId = UTF_8.decode(in).toString();
    return new CheckpointMeta(
        new LogPosition(logId, nextEvent, nextReply),
        new Progress(
            lastDecision == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(lastDecision),
            nextCommand,
            chainHead));
  }
}
