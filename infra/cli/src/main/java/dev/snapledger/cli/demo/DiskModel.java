package dev.snapledger.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the disk must read as at each snapshot, computed from the image file and the changes alone:
 * it shares no code with the ledger and keeps no copy of the disk.
 *
 * <p>Round 0 is the image as imported; round n has the first n change sets applied. For one thread.
 */
final class DiskModel implements AutoCloseable {
  private final FileChannel image;
  private final long imageBytes;
  private final List<ChangeSet> changes = new ArrayList<>();

  private DiskModel(FileChannel image, long imageBytes) {
    this.image = image;
    this.imageBytes = imageBytes;
  }

  static DiskModel of(Path image) throws IOException {
    FileChannel channel = FileChannel.open(image, StandardOpenOption.READ);
    return new DiskModel(channel, channel.size());
  }

  /** Size of the image in bytes; need not be whole pages. */
  long imageBytes() {
    return imageBytes;
  }

  /** Pages that the image reaches into. */
  long imagePages() {
    return Math.ceilDiv(imageBytes, (long) ChangeSet.PAGE_BYTES);
  }

  void add(ChangeSet change) {
    changes.add(change);
  }

  ChangeSet change(int round) {
    return changes.get(round - 1);
  }

  int rounds() {
    return changes.size();
  }

  /**
   * Fills {@code into} with the bytes of the disk at a round.
   *
   * @param startByte multiple of 512
   * @param into remaining a multiple of 512
   */
  void read(int round, long startByte, ByteBuffer into) {
    int start = into.position();
    int end = into.limit();
    readImage(startByte, into);
    for (int i = 0; i < round; i++) {
      overlay(changes.get(i), startByte, into.duplicate().position(start).limit(end));
    }
  }

  private void readImage(long startByte, ByteBuffer into) {
    try {
      long position = startByte;
      while (into.hasRemaining() && position < imageBytes) {
        int read = image.read(into, position);
        if (read < 0) {
          throw new IOException(
              "expected " + imageBytes + " bytes, but the image ends at " + position);
        }
        position += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read the image, but " + e.getMessage(), e);
    }
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
  }

  private static void overlay(ChangeSet change, long startByte, ByteBuffer into) {
    int base = into.position();
    long firstPage = startByte / ChangeSet.PAGE_BYTES;
    long endPage = firstPage + into.remaining() / ChangeSet.PAGE_BYTES;
    for (long page = change.nextTouched(firstPage);
        page >= 0 && page < endPage;
        page = change.nextTouched(page + 1)) {
      into.position(base + (int) ((page - firstPage) * ChangeSet.PAGE_BYTES));
      change.putPage(page, into);
    }
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
