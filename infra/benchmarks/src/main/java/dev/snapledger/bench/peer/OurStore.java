package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.ChangeSet;
import dev.snapledger.bench.disk.DiskModel;
import dev.snapledger.bench.disk.MismatchException;
import dev.snapledger.bench.disk.RangeList;
import dev.snapledger.bench.disk.RawDisk;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.Compression;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import dev.snapledger.blockstore.transfer.ImageExporter;
import dev.snapledger.blockstore.transfer.ImageImporter;
import dev.snapledger.blockstore.transfer.Progress;
import dev.snapledger.blockstore.vhd.VhdIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** The product's store, used as the product does: imports, writes, seals, diffs, exports. */
public final class OurStore implements Contender, AutoCloseable {
  /** Name of ours as the product runs it. */
  public static final String LABEL = "ours";

  /** Name of ours without compression. */
  public static final String RAW_LABEL = "ours raw";

  private static final VolumeId VOLUME = new VolumeId(new UUID(0xB10C, 0));
  private static final VhdIdentity IDENTITY =
      new VhdIdentity(VhdIdentity.CREATED_AT_MIN, new UUID(0xB10C, 1));

  private final String label;
  private final StoreOptions options;
  private final Path folder;
  private final long diskBytes;
  private @Nullable BlockStores stores;

  /** A store as the product runs it, in a folder of that name. */
  public OurStore(Place place, String name) {
    this(place, name, LABEL, StoreOptions.DEFAULT);
  }

  private OurStore(Place place, String name, String label, StoreOptions options) {
    this.label = label;
    this.options = options;
    this.folder = place.workspace().root().resolve(name);
    this.diskBytes = place.diskBytes();
  }

  /** A store that compresses nothing, in a folder of that name. */
  public static OurStore raw(Place place, String name) {
    return new OurStore(place, name, RAW_LABEL, StoreOptions.DEFAULT.with(Compression.NONE));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public void begin() {
    BlockStores opened = BlockStores.in(folder, options);
    stores = opened;
    opened.region("bench").createVolume(VOLUME, diskBytes);
  }

  private ScrubbableStore store() {
    if (stores == null) {
      throw new IllegalStateException("expected a store that was begun, but found none");
    }
    return stores.region("bench");
  }

  private static ImageId image(int snapshot) {
    return new ImageId(new UUID(0xB10C, snapshot));
  }

  @Override
  public void ingest(RawDisk raw) throws IOException {
    BlockStore store = store();
    new ImageImporter(store).importRaw(VOLUME, raw.file(), Progress.NONE);
    store.seal(VOLUME, image(0));
  }

  @Override
  public void snapshot(ChangeSet changes, RawDisk raw) {
    BlockStore store = store();
    changes.forEach((block, bytes) -> store.write(VOLUME, Geometry.startOf(block), bytes));
    store.seal(VOLUME, image(changes.version()));
  }

  @Override
  public List<Differ> differs() {
    return List.of(new OurDiff());
  }

  private final class OurDiff implements Differ {
    @Override
    public String label() {
      return label;
    }

    @Override
    public RangeList diff(int from, int to) {
      return ranges(store().diff(image(from), image(to), DiffPrecision.TRACKED));
    }

    @Override
    public void check(RangeList answer, RoaringBitmap changed) {
      answer.checkExactly(changed, "our diff");
    }
  }

  /** Reads a diff to its end. */
  public static RangeList ranges(Cursor<DiffRange> diff) {
    RangeList ranges = new RangeList();
    while (diff.hasNext()) {
      DiffRange next = diff.next();
      ranges.add(next.range().startByte(), next.range().endByte());
    }
    return ranges;
  }

  @Override
  public List<Path> exportSources(int snapshot) throws IOException {
    return FileSync.filesIn(folder);
  }

  @Override
  public Path export(int snapshot, Path into) throws IOException {
    Path file = into.resolve("disk.vhd");
    new ImageExporter(store()).exportVhd(image(snapshot), file, IDENTITY, Progress.NONE);
    return file;
  }

  /** Writes a snapshot as a fixed VHD to whoever reads it, as a download does. */
  public void stream(int snapshot, WritableByteChannel out) throws IOException {
    new ImageExporter(store()).streamVhd(image(snapshot), out, IDENTITY, Progress.NONE);
  }

  /**
   * Compares some blocks of a snapshot, all over the disk, with the model.
   *
   * @param step distance of the blocks
   */
  public void check(int snapshot, DiskModel model, int step) {
    byte[] expected = new byte[Geometry.BLOCK_BYTES];
    byte[] found = new byte[Geometry.BLOCK_BYTES];
    for (int block = 0; block < model.blocks(); block += step) {
      store().read(image(snapshot), Geometry.startOf(block), ByteBuffer.wrap(found));
      model.check(block, expected, found, "snapshot " + snapshot);
    }
  }

  /** Reads and checks everything that is stored. */
  public void scrub(ScrubDepth depth) {
    ScrubReport report = store().scrub(ScrubRequest.of(depth), ScrubListener.NONE);
    if (!report.clean() || report.end() != ScrubReport.End.COMPLETE) {
      throw new MismatchException("expected a sound store, but a scrub found " + report);
    }
  }

  @Override
  public void delete(int snapshot) {
    store().deleteImage(image(snapshot));
    if (store().findImage(image(snapshot)) != null) {
      throw new MismatchException("expected snapshot " + snapshot + " to be deleted");
    }
  }

  @Override
  public long storedBytes() throws IOException {
    return FileSync.bytesIn(folder);
  }

  @Override
  public void end() throws IOException {
    close();
    FileSync.delete(folder);
  }

  @Override
  public void close() {
    BlockStores open = stores;
    if (open != null) {
      stores = null;
      open.close();
    }
  }
}
