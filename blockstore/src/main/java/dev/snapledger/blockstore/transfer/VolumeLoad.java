package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** One import under way: a thread reads and looks for zeros, the caller's writes. */
final class VolumeLoad {
  private final BlockStore store;
  private final VolumeId volume;
  private final PageRange whole;
  private final ImageFile image;

  /** An empty volume has nothing to clear, so it is not asked again for each hole. */
  private final boolean mayHoldData;

  private long writtenBytes;
  private long clearedBytes;

  VolumeLoad(BlockStore store, VolumeState state, ImageFile image) {
    this.store = store;
    this.volume = state.volume();
    this.whole = new PageRange(0, state.sizeBytes());
    this.image = image;
    this.mayHoldData = store.allocated(volume, whole).hasNext();
  }

  /** Bytes of the image from {@code startByte}, and which of them are zero. */
  private record Chunk(long startByte, ByteBuffer bytes, List<BlockRun> runs) {}

  ImportReport run(Progress progress) throws IOException {
    long size = image.sizeBytes();
    try (FileChannel channel = FileChannel.open(image.file(), StandardOpenOption.READ);
        ReadAhead<Long, Chunk> ahead =
            new ReadAhead<>(1, starts(size), (start, into) -> read(channel, start, into))) {
      Chunk chunk;
      while ((chunk = ahead.next()) != null) {
        store(chunk);
        progress.advanced(chunk.startByte() + chunk.bytes().limit(), size);
      }
    }
    clear(size, whole.endByte());
    store.flush(volume);
    return new ImportReport(image.format(), size, writtenBytes, clearedBytes);
  }

  private static Iterator<Long> starts(long size) {
    return LongStream.iterate(0, start -> start < size, start -> start + Piece.BYTES_MAX)
        .iterator();
  }

  private Chunk read(FileChannel channel, long start, ByteBuffer into) throws IOException {
    int dataBytes = (int) Math.min(Piece.BYTES_MAX, image.dataBytes() - start);
    into.limit(dataBytes);
    while (into.hasRemaining()) {
      if (channel.read(into, start + into.position()) < 0) {
        throw new EOFException(
            "expected "
                + image.dataBytes()
                + " bytes in "
                + image.file()
                + ", but found its end at "
                + (start + into.position()));
      }
    }
    into.limit((int) Math.min(Piece.BYTES_MAX, image.sizeBytes() - start));
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
    into.flip();
    return new Chunk(start, into, BlockRun.split(into));
  }

  private void store(Chunk chunk) {
    for (BlockRun run : chunk.runs()) {
      long start = chunk.startByte() + run.from();
      switch (run.kind()) {
        case DATA -> {
          store.write(volume, start, chunk.bytes().slice(run.from(), run.lengthBytes()));
          writtenBytes += run.lengthBytes();
        }
        case ZERO -> clear(start, start + run.lengthBytes());
      }
    }
  }

  private void clear(long startByte, long endByte) {
    if (!mayHoldData || startByte >= endByte) {
      return;
    }
    // Bounded steps keep the list short; it is taken first because clearing changes the answer.
    for (long from = startByte; from < endByte; from += CLEAR_STEP_BYTES) {
      PageRange step = new PageRange(from, Math.min(from + CLEAR_STEP_BYTES, endByte));
      for (PageRange range : store.allocated(volume, step).toList()) {
        store.clear(volume, range);
        clearedBytes += range.lengthBytes();
      }
    }
  }

  private static final long CLEAR_STEP_BYTES = 1L << 30;
}
