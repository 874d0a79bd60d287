package dev.snapledger.commands.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.decision.Decision.Rejected;
import dev.snapledger.commands.entity.EntityMap;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger in memory with a clock that tests set, and short ways to say common commands. */
public final class TestLedger {
  public static final SubscriptionId HOME = new SubscriptionId(new UUID(10, 1));
  public static final SubscriptionId ELSEWHERE = new SubscriptionId(new UUID(10, 2));
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final String DIGEST = "0123456789abcdef".repeat(4);

  private final EntityMap state = new EntityMap();
  private final List<Event> log = new ArrayList<>();
  private Instant now = START;
  private long commands;

  public Instant now() {
    return now;
  }

  public EntityMap state() {
    return state;
  }

  public List<Event> log() {
    return log;
  }

  public DecisionContext context() {
    return new DecisionContext(now, commands);
  }

  public TestLedger at(Instant time) {
    now = time;
    return this;
  }

  public TestLedger pass(Duration duration) {
    return at(now.plus(duration));
  }

  /** A header with an id of its own. */
  public CommandHeader header() {
    return header(HOME);
  }

  public CommandHeader header(SubscriptionId subscription) {
    return new CommandHeader(new CommandId(new UUID(1, ++commands)), subscription, "tester");
  }

  public Decision send(Command command) {
    Decision decision = Decider.decide(command, state, context());
    if (decision instanceof Accepted accepted) {
      accepted.events().forEach(state::apply);
      log.addAll(accepted.events());
    }
    return decision;
  }

  public Accepted accept(Command command) {
    Decision decision = send(command);
    assertThat(decision).isInstanceOf(Accepted.class);
    return (Accepted) decision;
  }

  /** Accepts a command that leads to one event of that class. */
  public <E extends Event> E accept(Class<E> type, Command command) {
    List<Event> events = accept(command).events();
    assertThat(events).hasSize(1).first().isInstanceOf(type);
    return type.cast(events.getFirst());
  }

  public void acceptSilently(Command command) {
    assertThat(accept(command).events()).isEmpty();
  }

  public Rejection reject(String code, Command command) {
    Decision decision = send(command);
    assertThat(decision).isInstanceOf(Rejected.class);
    Rejection rejection = ((Rejected) decision).rejection();
    assertThat(rejection.code()).isEqualTo(code);
    assertThat(rejection.message()).startsWith("expected ").contains(", but ");
    return rejection;
  }

  public static ResourceName name(String name) {
    return new ResourceName("group", name);
  }

  public static ResourceSelector disk(String name) {
    return new ResourceSelector(ResourceType.DISK, name(name));
  }

  public static ResourceSelector snapshot(String name) {
    return new ResourceSelector(ResourceType.SNAPSHOT, name(name));
  }

  public CreateDisk createDisk(String name) {
    return createDisk(name, "eastus");
  }

  public CreateDisk createDisk(String name, String region) {
    return new CreateDisk(
        header(), name(name), region, "Premium_LRS", 8, DiskOrigin.EMPTY, Map.of());
  }

  public CreateIncrementalSnapshot snap(String disk, String name) {
    return snap(disk, name, null);
  }

  public CreateIncrementalSnapshot snap(String disk, String name, @Nullable String sku) {
    return new CreateIncrementalSnapshot(
        header(), name(name), new DiskRef(HOME, name(disk)), sku, Map.of());
  }

  public CreateFullSnapshot full(ResourceSelector source, String name) {
    return new CreateFullSnapshot(header(), name(name), source, null, Map.of());
  }

  public CopySnapshot copy(String source, String name, String region) {
    return new CopySnapshot(header(), name(name), name(source), region, null, Map.of());
  }

  public CreateDiskFromSnapshot restore(String source, String name) {
    return new CreateDiskFromSnapshot(
        header(), name(name), name(source), null, "Premium_LRS", null, Map.of());
  }

  public ResizeDisk resize(String disk, long sizeGib) {
    return new ResizeDisk(header(), name(disk), sizeGib);
  }

  public DeleteDisk deleteDisk(String name) {
    return new DeleteDisk(header(), name(name));
  }

  public DeleteSnapshot delete(String snapshot) {
    return new DeleteSnapshot(header(), name(snapshot));
  }

  public GrantSas grant(ResourceSelector resource, SasAccess access, long seconds) {
    return new GrantSas(header(), resource, access, seconds);
  }

  public GrantSas read(String snapshot, long seconds) {
    return grant(snapshot(snapshot), SasAccess.READ, seconds);
  }

  public RevokeSas revoke(ResourceSelector resource, @Nullable GrantId grantId) {
    return new RevokeSas(header(), resource, grantId);
  }

  public CompleteSnapshot complete(@Nullable FamilyId familyId, SnapshotId snapshotId) {
    return new CompleteSnapshot(header(), familyId, snapshotId, 4096, 5000, 0, 1, 1, DIGEST);
  }

  public FailSnapshot fail(@Nullable FamilyId familyId, SnapshotId snapshotId) {
    return new FailSnapshot(header(), familyId, snapshotId, "out of luck");
  }

  public AcquireCopyLease lease(DiskId diskId, String holder, long seconds) {
    return new AcquireCopyLease(header(), diskId, holder, seconds);
  }

  public MoveResource move(ResourceSelector resource, SubscriptionId target, String group) {
    return new MoveResource(header(), resource, target, group);
  }

  /** A disk that exists. */
  public DiskId makeDisk(String name) {
    return new DiskId(id(accept(createDisk(name)), "diskId"));
  }

  /** An incremental snapshot that is completed. */
  public SnapshotId makeSnapshot(String disk, String name) {
    SnapshotId snapshotId = new SnapshotId(id(accept(snap(disk, name)), "snapshotId"));
    accept(complete(familyOf(disk), snapshotId));
    return snapshotId;
  }

  /** A full snapshot of a disk that is completed. */
  public SnapshotId makeFull(String disk, String name) {
    SnapshotId snapshotId = new SnapshotId(id(accept(full(disk(disk), name)), "snapshotId"));
    accept(complete(null, snapshotId));
    return snapshotId;
  }

  public FamilyId familyOf(String disk) {
    Found.FoundDisk found =
        new Scope(new CommandHeader(new CommandId(new UUID(0, 0)), HOME, ""), state, context())
            .disk(name(disk));
    assertThat(found).isNotNull();
    return Objects.requireNonNull(found).family().key().familyId();
  }

  public static UUID id(Accepted accepted, String field) {
    return UUID.fromString(Objects.requireNonNull(accepted.ids().get(field)));
  }
}
