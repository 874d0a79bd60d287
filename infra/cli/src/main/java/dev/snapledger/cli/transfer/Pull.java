package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.transfer.Piece;
import dev.snapledger.blockstore.transfer.ReadAhead;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.PageBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Makes the VHD of a snapshot from that of another one of its family: copies the file, and fetches
 * what differs. The bytes of the file are trusted; only its footer is looked at. For one thread.
 */
public final class Pull {
  private static final int COPY_BYTES = 1 << 20;

  private final PageBlob blob;
  private final PageBlob.Properties properties;
  private final int parallel;

  private record Change(DiffRange range, ByteBuffer bytes) {}

  /** Fetches from the blob of the newer snapshot. */
  public Pull(PageBlob blob, PageBlob.Properties properties, int parallel) {
    this.blob = blob;
    this.properties = properties;
    this.parallel = parallel;
  }

  /**
   * Makes the file; an earlier attempt that ended early goes on where it was.
   *
   * @return bytes that were fetched
   */
  public long run(BaseImage base, Path file, LongConsumer reached) throws IOException {
    String source = "%s on %s".formatted(properties.etag(), base.snapshotId());
    PartState state = new PartState(source, properties.lengthBytes(), 0);
    try (PartFile part = PartFile.open(file, state)) {
      if (part.doneBytes() == 0) {
        copy(base, part, reached);
      }
      long moved = change(base, part, reached);
      part.commit();
      return moved;
    }
  }

  /** The disk's bytes that both have, without zeros. */
  private void copy(BaseImage base, PartFile part, LongConsumer reached) throws IOException {
    long end = Math.min(base.diskBytes(), properties.lengthBytes() - VhdFooter.BYTES);
    ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
    try (FileChannel in = FileChannel.open(base.file(), StandardOpenOption.READ)) {
      for (long at = 0; at < end; at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(COPY_BYTES, end - at));
        while (buffer.hasRemaining()) {
          if (in.read(buffer, at + buffer.position()) < 0) {
            throw new ShownException(
                "expected %d bytes in %s, but it was cut meanwhile".formatted(end, base.file()));
          }
        }
        buffer.flip();
        for (PageRange run : ZeroRuns.data(buffer, at)) {
          part.write(
              run.startByte(), buffer.slice((int) (run.startByte() - at), (int) run.lengthBytes()));
        }
        reached.accept(0);
      }
    }
  }

  private long change(BaseImage base, PartFile part, LongConsumer reached) throws IOException {
    long moved = 0;
    try (ReadAhead<DiffRange, Change> ahead =
        new ReadAhead<>(parallel, changes(base, part.doneBytes()), this::fetch)) {
      Change change;
      while ((change = ahead.next()) != null) {
        PageRange range = change.range().range();
        if (change.range().kind() == DiffRange.Kind.DATA) {
          part.write(range.startByte(), change.bytes());
          moved += range.lengthBytes();
        } else {
          zero(part, range);
        }
        part.done(range.endByte());
        reached.accept(range.endByte());
      }
    }
    return moved;
  }

  private Iterator<DiffRange> changes(BaseImage base, long startByte) {
    if (startByte >= properties.lengthBytes()) {
      return Collections.emptyIterator();
    }
    return new Split(
        blob.changes(base.snapshotId().toString(), startByte, properties.lengthBytes()));
  }

  private Change fetch(DiffRange range, ByteBuffer buffer) {
    if (range.kind() == DiffRange.Kind.DATA) {
      buffer.limit((int) range.range().lengthBytes());
      Download.read(blob, range.range().startByte(), buffer, properties.etag());
    }
    return new Change(range, buffer);
  }

  /** Writes zeros where there are none, so that the file stays sparse. */
  private static void zero(PartFile part, PageRange range) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(ZeroRuns.GAP_BYTES_MIN);
    for (long at = range.startByte(); at < range.endByte(); at += found.capacity()) {
      found.clear().limit((int) Math.min(found.capacity(), range.endByte() - at));
      part.read(at, found);
      for (PageRange run : ZeroRuns.data(found.flip(), at)) {
        part.write(run.startByte(), ByteBuffer.allocate((int) run.lengthBytes()));
      }
    }
  }

  /** Cuts ranges into pieces that one request moves. */
  private static final class Split implements Iterator<DiffRange> {
    private final Iterator<DiffRange> ranges;
    private List<DiffRange> rest = List.of();

    Split(Iterator<DiffRange> ranges) {
      this.ranges = ranges;
    }

    @Override
    public boolean hasNext() {
      return !rest.isEmpty() || ranges.hasNext();
    }

    @Override
    public DiffRange next() {
      DiffRange whole = rest.isEmpty() ? ranges.next() : rest.getFirst();
      PageRange range = whole.range();
      if (range.lengthBytes() <= Piece.BYTES_MAX) {
        rest = List.of();
        return whole;
      }
      long border = range.startByte() + Piece.BYTES_MAX;
      rest = List.of(new DiffRange(new PageRange(border, range.endByte()), whole.kind()));
      return new DiffRange(new PageRange(range.startByte(), border), whole.kind());
    }
  }
}
