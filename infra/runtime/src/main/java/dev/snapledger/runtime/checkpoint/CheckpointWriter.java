package dev.snapledger.runtime.checkpoint;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.RememberedReply;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a checkpoint file. All numbers are big-endian.
 *
 * <pre>
 *   magic            8 bytes  "SLCHKPT1"
 *   log id           2 bytes length, UTF-8
 *   partition        4
 *   next event       8        offset
 *   next reply       8        offset
 *   next command     8        offset
 *   last decision    8        epoch milliseconds; the smallest long before the first
 *   entities         4        count; each: 4 bytes length, state bytes
 *   replies          4        count, oldest first; each: command id 16, subscription id 16,
 *                             time 8, 4 bytes length, reply bytes
 *   checksum         4        CRC32C of all before
 * </pre>
 */
final class CheckpointWriter {
  static final byte[] MAGIC = {'S', 'L', 'C', 'H', 'K', 'P', 'T', '1'};
  static final long NEVER = Long.MIN_VALUE;
  static final int BUFFER_BYTES = 1 << 16;

  private final Codec<Entity> codec;

  CheckpointWriter(Codec<Entity> codec) {
    this.codec = codec;
  }

  /** Writes {@code file} anew; durable, but for its name, when this returns. */
  void write(Path file, FrozenState state, LogPosition position) throws IOException {
    try (FileOutputStream raw = new FileOutputStream(file.toFile())) {
      CheckedOutputStream checked =
          new CheckedOutputStream(new BufferedOutputStream(raw, BUFFER_BYTES), new CRC32C());
      DataOutputStream out = new DataOutputStream(checked);
      writeHeader(out, state, position);
      out.writeInt(state.entities().size());
      for (Entity entity : state.entities().values()) {
        writeBytes(out, codec.encode(entity));
      }
      out.writeInt(state.replies().length);
      for (RememberedReply reply : state.replies()) {
        writeReply(out, reply);
      }
      out.writeInt((int) checked.getChecksum().getValue());
      out.flush();
      raw.getFD().sync();
    }
  }

  private static void writeHeader(DataOutputStream out, FrozenState state, LogPosition position)
      throws IOException {
    out.write(MAGIC);
    out.writeUTF(position.logId());
    out.writeInt(state.partition());
    out.writeLong(position.nextEventOffset());
    out.writeLong(position.nextReplyOffset());
    out.writeLong(state.nextCommandOffset());
    out.writeLong(state.decided() ? state.lastDecidedAt().toEpochMilli() : NEVER);
  }

  private static void writeReply(DataOutputStream out, RememberedReply reply) throws IOException {
    out.writeLong(reply.key().commandHigh());
    out.writeLong(reply.key().commandLow());
    out.writeLong(reply.key().ownerHigh());
    out.writeLong(reply.key().ownerLow());
    out.writeLong(reply.time().toEpochMilli());
    writeBytes(out, reply.bytes());
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
