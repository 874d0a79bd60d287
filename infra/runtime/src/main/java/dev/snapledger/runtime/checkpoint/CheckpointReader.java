package dev.snapledger.runtime.checkpoint;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.RememberedReply;
import dev.snapledger.runtime.partition.ReplyKey;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads what {@link CheckpointWriter} wrote: first the checksum of the whole file, then its
 * content, so that no length or count is believed before the file is known to be whole.
 */
final class CheckpointReader {
  private final Codec<Entity> codec;

  CheckpointReader(Codec<Entity> codec) {
    this.codec = codec;
  }

  Checkpoint read(Path file, int partition) throws IOException, BadCheckpointException {
    verify(file);
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(file), CheckpointWriter.BUFFER_BYTES))) {
      return readContent(in, partition);
    } catch (EOFException | UndecodableException | IllegalArgumentException e) {
      throw new BadCheckpointException(
          "expected the content of a checkpoint, but " + e.getMessage(), e);
    }
  }

  private Checkpoint readContent(DataInputStream in, int partition)
      throws IOException, BadCheckpointException, UndecodableException {
    byte[] magic = in.readNBytes(CheckpointWriter.MAGIC.length);
    if (!Arrays.equals(magic, CheckpointWriter.MAGIC)) {
      throw new BadCheckpointException(
          "expected a checkpoint of version 1, but found " + Arrays.toString(magic));
    }
    String logId = in.readUTF();
    int found = in.readInt();
    if (found != partition) {
      throw new BadCheckpointException(
          "expected partition %d, but found %d".formatted(partition, found));
    }
    LogPosition position = new LogPosition(logId, in.readLong(), in.readLong());
    long nextCommandOffset = in.readLong();
    long lastDecision = in.readLong();
    PartitionState state = new PartitionState(partition);
    for (int left = in.readInt(); left > 0; left--) {
      state.loadEntity(codec.decode(readBytes(in)));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.loadReply(readReply(in));
    }
    state.loadProgress(
        lastDecision == CheckpointWriter.NEVER ? Instant.MIN : Instant.ofEpochMilli(lastDecision),
        nextCommandOffset);
    return new Checkpoint(state, position);
  }

  private static RememberedReply readReply(DataInputStream in) throws IOException {
    ReplyKey key = new ReplyKey(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    return new RememberedReply(key, Instant.ofEpochMilli(in.readLong()), readBytes(in));
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static void verify(Path file) throws IOException, BadCheckpointException {
    long contentBytes = Files.size(file) - Integer.BYTES;
    if (contentBytes < CheckpointWriter.MAGIC.length) {
      throw new BadCheckpointException(
          "expected a whole checkpoint, but found %d bytes".formatted(Files.size(file)));
    }
    CRC32C checksum = new CRC32C();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[CheckpointWriter.BUFFER_BYTES];
      for (long left = contentBytes; left > 0; ) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (read == 0) {
          throw new EOFException("the file shrank while it was read");
        }
        checksum.update(buffer, 0, read);
        left -= read;
      }
      int expected = ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).getInt();
      if (expected != (int) checksum.getValue()) {
        throw new BadCheckpointException(
            "expected checksum %08x, but found %08x"
                .formatted(expected, (int) checksum.getValue()));
      }
    }
  }
}
