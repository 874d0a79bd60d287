package dev.snapledger.bench.disk;

import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What the disk holds now: the version that each block is at. For one thread. */
public final class DiskModel {
  private static final int PIECE_BLOCKS = 256;

  private final Content content;
  private final int[] versions;

  /** A disk whose blocks are all at version 0. */
  public DiskModel(Content content, long sizeBytes) {
    this.content = content;
    this.versions = new int[Geometry.blocksOf(sizeBytes)];
  }

  public int blocks() {
    return versions.length;
  }

  public long sizeBytes() {
    return Geometry.startOf(versions.length);
  }

  Content content() {
    return content;
  }

  /** Takes over changed blocks. */
  public void apply(ChangeSet changes) {
    changes.forEach((block, _) -> versions[block] = changes.version());
  }

  /** What the block looks like now. */
  public Content.Kind kindOf(int block) {
    return Content.kindOf(block, versions[block]);
  }

  /** Writes the block's present bytes. */
  public void fill(int block, byte[] into) {
    content.fill(block, versions[block], into);
  }

  /**
   * Compares the first bytes of a file, as many as the disk has, with those it should have.
   *
   * @throws MismatchException at the first block that differs
   */
  public void check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < sizeBytes()) {
        throw new MismatchException(
            "expected at least %d bytes in %s, but found %d"
                .formatted(sizeBytes(), file, channel.size()));
      }
      IntStream.range(0, Math.ceilDiv(blocks(), PIECE_BLOCKS))
          .parallel()
          .forEach(piece -> checkPiece(channel, file, piece * PIECE_BLOCKS));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void checkPiece(FileChannel channel, Path file, int from) {
    byte[] expected = new byte[Geometry.BLOCK_BYTES];
    byte[] found = new byte[Geometry.BLOCK_BYTES];
    for (int block = from; block < Math.min(from + PIECE_BLOCKS, blocks()); block++) {
      read(channel, Geometry.startOf(block), ByteBuffer.wrap(found));
      check(block, expected, found, file);
    }
  }

  /** Compares one block; {@code expected} is memory to work with. */
  public void check(int block, byte[] expected, byte[] found, Object where) {
    fill(block, expected);
    int differs = Arrays.mismatch(expected, found);
    if (differs >= 0) {
      throw new MismatchException(
          "expected block %d at version %d in %s, but its byte %d differs"
              .formatted(block, versions[block], where, differs));
    }
  }

  private static void read(FileChannel channel, long position, ByteBuffer into) {
    try {
      while (into.hasRemaining()) {
        if (channel.read(into, position + into.position()) < 0) {
          throw new IOException("expected more bytes after " + (position + into.position()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
