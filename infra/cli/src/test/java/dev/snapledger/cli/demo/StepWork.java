package dev.snapledger.cli.demo;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.transfer.ImageImporter;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.query.LedgerQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the steps of a plan on a node, saying how far it is. */
final class StepWork {
  static final String GROUP = "kills";
  static final ResourceName DISK = named("disk");
  private static final String OTHER_REGION = "westeurope";

  private final LedgerNode node;
  private final DemoLedger ledger;
  private final Plan plan;
  private final DiskModel model;
  private final Path image;
  private final Consumer<String> say;

  StepWork(LedgerNode node, Plan plan, DiskModel model, Path image, Consumer<String> say) {
    this.node = node;
    this.ledger = new DemoLedger(node, NodePorts.real().time(), () -> {});
    this.plan = plan;
    this.model = model;
    this.image = image;
    this.say = say;
  }

  /** Returns when the step is acknowledged. */
  void run(int number) throws IOException {
    switch (plan.steps().get(number)) {
      case Step.MakeDisk() -> makeDisk(number);
      case Step.Change(int round) -> change(model.change(round));
      case Step.TakeIncremental(String name) -> {
        Accepted started = send(number, h -> incremental(h, name));
        ledger.completed(SnapshotId.parse(Objects.requireNonNull(started.ids().get("snapshotId"))));
      }
      case Step.TakeFull(String name, String source) -> {
        var selector = new ResourceSelector(ResourceType.SNAPSHOT, completed(source));
        send(number, h -> new CreateFullSnapshot(h, named(name), selector, null, Map.of()));
      }
      case Step.CopyToRegion(String name, String source) -> {
        ResourceName from = completed(source);
        send(number, h -> new CopySnapshot(h, named(name), from, OTHER_REGION, null, Map.of()));
      }
      case Step.Restore(String name, String source) -> restore(number, named(name), source);
      case Step.DropSnapshot(String name) -> {
        settle(number);
        send(number, h -> new DeleteSnapshot(h, named(name)));
      }
      case Step.DropDisk(String name) -> send(number, h -> new DeleteDisk(h, named(name)));
    }
  }

  private Accepted send(int number, Function<CommandHeader, Command> command) {
    say.accept("send");
    var session = new CommandSession(node.commands(), DemoRun.MAIN, () -> plan.commandId(number));
    Accepted accepted = session.accept(command);
    say.accept("accepted");
    return accepted;
  }

  private void makeDisk(int number) throws IOException {
    Accepted created =
        send(
            number,
            h ->
                new CreateDisk(
                    h, DISK, MainDisk.REGION, "Premium_LRS", 1, DiskOrigin.UPLOAD, Map.of()));
    DiskId id = DiskId.parse(Objects.requireNonNull(created.ids().get("diskId")));
    ledger.ensureVolume(
        ledger.ask(new LedgerQuery.FindDiskById(id, ledger.after(DemoRun.MAIN, created))));
    say.accept("import");
    new ImageImporter(store()).importRaw(new VolumeId(id.value()), image, (_, _) -> {});
    say.accept("imported");
    store().flush(new VolumeId(id.value()));
  }

  private void change(ChangeSet change) {
    VolumeId volume =
        new VolumeId(
            ledger.ask(new LedgerQuery.FindDisk(DemoRun.MAIN, DISK, null)).diskId().value());
    ByteBuffer bytes = ByteBuffer.allocate(ChangeSet.RUN_PAGES_MAX * ChangeSet.PAGE_BYTES);
    for (ChangeSet.Run run : change.runs()) {
      say.accept("write");
      long start = run.startPage() * ChangeSet.PAGE_BYTES;
      if (run.cleared()) {
        store().clear(volume, PageRange.ofLength(start, run.pages() * ChangeSet.PAGE_BYTES));
        continue;
      }
      bytes.clear();
      for (long page = run.startPage(); page < run.endPage(); page++) {
        change.putPage(page, bytes);
      }
      store().write(volume, start, bytes.flip());
    }
    store().flush(volume);
  }

  private void restore(int number, ResourceName name, String source) {
    ResourceName from = completed(source);
    Accepted created =
        send(
            number,
            h -> new CreateDiskFromSnapshot(h, name, from, null, "Premium_LRS", null, Map.of()));
    DiskId id = DiskId.parse(Objects.requireNonNull(created.ids().get("diskId")));
    ledger.ask(new LedgerQuery.FindDiskById(id, ledger.after(DemoRun.MAIN, created)));
  }

  /** Waits until nothing that was started is under way. */
  void settle(int steps) {
    Expected started = Expected.after(plan.steps().subList(0, steps));
    for (String name : started.snapshots().keySet()) {
      if (!isDropped(steps, name)) {
        completed(name);
      }
    }
    for (String name : started.restored().keySet()) {
      ledger.filled(ledger.ask(new LedgerQuery.FindDisk(DemoRun.MAIN, named(name), null)).diskId());
    }
  }

  /** A drop whose answer an earlier life did not hear of may have been decided. */
  private boolean isDropped(int step, String name) {
    return step < plan.steps().size() && plan.steps().get(step).equals(new Step.DropSnapshot(name));
  }

  private ResourceName completed(String name) {
    ledger.completed(ledger.awaitSnapshot(DemoRun.MAIN, named(name)).snapshotId());
    return named(name);
  }

  private static CreateIncrementalSnapshot incremental(CommandHeader header, String name) {
    return new CreateIncrementalSnapshot(
        header, named(name), new DiskRef(DemoRun.MAIN, DISK), null, Map.of());
  }

  private BlockStore store() {
    return ledger.store(MainDisk.REGION);
  }

  static ResourceName named(String name) {
    return new ResourceName(GROUP, name);
  }
}
