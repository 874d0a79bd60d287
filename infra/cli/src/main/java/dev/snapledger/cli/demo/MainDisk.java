package dev.snapledger.cli.demo;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.transfer.ImageImporter;
import dev.snapledger.cli.output.Console;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.query.LedgerQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The disk of the demo: made of the image, changed in rounds, a snapshot after each. */
final class MainDisk {
  static final String REGION = "eastus";

  private static final long GIB = 1L << 30;

  private final DemoLedger ledger;
  private final CommandSession session;
  private final DiskModel model;
  private final Console console;
  private final ResourceName name;
  private final DiskId id;
  private final long sizeBytes;

  private MainDisk(
      DemoLedger ledger,
      CommandSession session,
      DiskModel model,
      Console console,
      ResourceName name,
      DiskId id) {
    this.ledger = ledger;
    this.session = session;
    this.model = model;
    this.console = console;
    this.name = name;
    this.id = id;
    this.sizeBytes = sizeGib(model) * GIB;
  }

  /** Creates the disk and waits until its volume can be written. */
  static MainDisk create(
      DemoLedger ledger,
      CommandSession session,
      DiskModel model,
      Console console,
      ResourceName name) {
    Accepted created =
        session.accept(
            header ->
                new CreateDisk(
                    header,
                    name,
                    REGION,
                    "Premium_LRS",
                    sizeGib(model),
                    DiskOrigin.UPLOAD,
                    Map.of("made-by", "ledger demo")));
    DiskId id = DiskId.parse(Objects.requireNonNull(created.ids().get("diskId")));
    var disk = new MainDisk(ledger, session, model, console, name, id);
    ledger.ensureVolume(
        ledger.ask(
            new LedgerQuery.FindDiskById(id, ledger.after(session.subscription(), created))));
    return disk;
  }

  private static long sizeGib(DiskModel model) {
    return Math.max(1, Math.ceilDiv(model.imageBytes(), GIB));
  }

  long sizeBytes() {
    return sizeBytes;
  }

  DiskId id() {
    return id;
  }

  VolumeId volume() {
    return new VolumeId(id.value());
  }

  /** Writes the image to the disk. */
  void importImage(Path image) throws IOException {
    var progress = console.progress("importing");
    new ImageImporter(store()).importRaw(volume(), image, progress::advanced);
    progress.done(model.imageBytes());
  }

  /** Changes pages, makes that durable, takes a snapshot, and waits until it is completed. */
  SnapshotRow changeAndSnapshot(ChangeSet change, String snapshotName) {
    model.add(change);
    ByteBuffer bytes = ByteBuffer.allocate(ChangeSet.RUN_PAGES_MAX * ChangeSet.PAGE_BYTES);
    for (ChangeSet.Run run : change.runs()) {
      apply(change, run, bytes);
    }
    store().flush(volume());
    Accepted started =
        session.accept(
            header ->
                new CreateIncrementalSnapshot(
                    header,
                    new ResourceName(name.resourceGroup(), snapshotName),
                    new DiskRef(session.subscription(), name),
                    null,
                    Map.of()));
    return ledger.completed(
        SnapshotId.parse(Objects.requireNonNull(started.ids().get("snapshotId"))));
  }

  private void apply(ChangeSet change, ChangeSet.Run run, ByteBuffer bytes) {
    long startByte = run.startPage() * ChangeSet.PAGE_BYTES;
    if (run.cleared()) {
      store().clear(volume(), PageRange.ofLength(startByte, run.pages() * ChangeSet.PAGE_BYTES));
      return;
    }
    bytes.clear();
    for (long page = run.startPage(); page < run.endPage(); page++) {
      change.putPage(page, bytes);
    }
    store().write(volume(), startByte, bytes.flip());
  }

  private BlockStore store() {
    return ledger.store(REGION);
  }
}
