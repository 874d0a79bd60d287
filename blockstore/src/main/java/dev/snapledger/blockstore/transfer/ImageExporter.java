package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.blockstore.vhd.VhdIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes images and volumes of a store as raw or fixed-VHD files and streams.
 *
 * <p>A file appears under its name only when it is complete and durable; until then it is {@code
 * <name>.part}, which a failure deletes. Files are sparse. For any thread; one export of a file at
 * a time. A volume must not be written meanwhile. Unknown images and volumes give {@link
 * dev.snapledger.blockstore.api.NotFoundException}, trouble with the file {@link IOException}.
 */
public final class ImageExporter {
  /** More than cores, so that the device has several reads to choose from. */
  private static final int READERS = 4;

  /** For sources that fail where they cannot be read. */
  private static final HoleList NO_HOLES =
      new HoleList() {
        @Override
        public void add(Hole hole) {
          throw new IllegalStateException("expected no hole, but found " + hole);
        }

        @Override
        public void complete() {
          // There is none.
        }
      };

  private final BlockStore store;

  public ImageExporter(BlockStore store) {
    this.store = store;
  }

  /** Writes the disk's bytes and a footer: image size + 512 bytes. */
  public void exportVhd(ImageId image, Path file, VhdIdentity identity, Progress progress)
      throws IOException {
    toFile(ByteSource.of(store, image), file, identity, progress);
  }

  /**
   * Like {@link #exportVhd(ImageId, Path, VhdIdentity, Progress)}, but what cannot be read is zero
   * in the file and in the list.
   */
  public void salvageVhd(
      ImageId image, Path file, VhdIdentity identity, HoleList holes, Progress progress)
      throws IOException {
    toFile(new SalvagedSource(ByteSource.of(store, image)), file, identity, holes, progress);
  }

  /** Like {@link #exportVhd(ImageId, Path, VhdIdentity, Progress)}, of a volume. */
  public void exportVhd(VolumeId volume, Path file, VhdIdentity identity, Progress progress)
      throws IOException {
    toFile(ByteSource.of(store, volume), file, identity, progress);
  }

  /** Writes the disk's bytes and nothing else. */
  public void exportRaw(ImageId image, Path file, Progress progress) throws IOException {
    toFile(ByteSource.of(store, image), file, null, progress);
  }

  /** Like {@link #exportRaw(ImageId, Path, Progress)}, of a volume. */
  public void exportRaw(VolumeId volume, Path file, Progress progress) throws IOException {
    toFile(ByteSource.of(store, volume), file, null, progress);
  }

  /** Writes a fixed VHD in order, holes as zeros; the channel stays open. */
  public void streamVhd(
      ImageId image, WritableByteChannel out, VhdIdentity identity, Progress progress)
      throws IOException {
    ByteSource source = ByteSource.of(store, image);
    new ImageStream(out).write(source, progress);
    ImageStream.writeFully(out, footerOf(source, identity));
  }

  /** Writes the disk's bytes in order, holes as zeros; the channel stays open. */
  public void streamRaw(ImageId image, WritableByteChannel out, Progress progress)
      throws IOException {
    new ImageStream(out).write(ByteSource.of(store, image), progress);
  }

  private static void toFile(
      ByteSource source, Path file, @Nullable VhdIdentity identity, Progress progress)
      throws IOException {
    toFile(source, file, identity, NO_HOLES, progress);
  }

  private static void toFile(
      ByteSource source,
      Path file,
      @Nullable VhdIdentity identity,
      HoleList holes,
      Progress progress)
      throws IOException {
    long size = source.sizeBytes();
    long footerBytes = identity == null ? 0 : VhdFooter.BYTES;
    try (PartFile part = PartFile.create(file, size + footerBytes)) {
      writeData(source, part, holes, progress);
      if (identity != null) {
        part.write(size, footerOf(source, identity));
      }
      holes.complete();
      part.commit();
    }
    progress.advanced(size, size);
  }

  private static void writeData(ByteSource source, PartFile part, HoleList holes, Progress progress)
      throws IOException {
    try (ReadAhead<Piece, Filled> ahead = open(source)) {
      Filled filled;
      while ((filled = ahead.next()) != null) {
        PageRange span = filled.piece().span();
        for (PageRange run : filled.piece().runs()) {
          int from = (int) (run.startByte() - span.startByte());
          part.write(run.startByte(), filled.bytes().slice(from, (int) run.lengthBytes()));
        }
        for (Hole hole : source.takeHoles(span.endByte())) {
          holes.add(hole);
        }
        progress.advanced(span.endByte(), source.sizeBytes());
      }
    }
  }

  /** Starts to read what a source holds. */
  static ReadAhead<Piece, Filled> open(ByteSource source) {
    return new ReadAhead<>(
        READERS,
        new Pieces(source.allocated()),
        (piece, buffer) -> {
          buffer.limit((int) piece.span().lengthBytes());
          source.read(piece.span().startByte(), buffer);
          return new Filled(piece, buffer.flip());
        });
  }

  /** A piece and the bytes of its span. */
  record Filled(Piece piece, ByteBuffer bytes) {}

  private static ByteBuffer footerOf(ByteSource source, VhdIdentity identity) {
    return ByteBuffer.wrap(new VhdFooter(source.sizeBytes(), identity).encode());
  }
}
