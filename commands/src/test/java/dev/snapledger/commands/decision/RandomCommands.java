package dev.snapledger.commands.decision;

import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.CompleteMove;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.FailBackgroundCopy;
import dev.snapledger.commands.command.FailMove;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.command.ReleaseCopyLease;
import dev.snapledger.commands.command.ReportCopyProgress;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.entity.BackgroundCopy;
import dev.snapledger.commands.entity.Disk;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.entity.EntityMap;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.FullSnapshot;
import dev.snapledger.commands.entity.NameClaim;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.entity.SubscriptionPolicy;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Random commands of two subscriptions over few names, so that rules collide often, and of workers
 * that finish what they see in the state.
 */
public final class RandomCommands {
  private static final String DIGEST = TestLedger.DIGEST;
  private static final List<String> GROUPS = List.of("group", "GROUP", "other");

  private final SplittableRandom random;
  private final EntityMap state;
  private final SubscriptionId home;
  private final SubscriptionId elsewhere;
  private final Deque<Command> moves = new ArrayDeque<>();
  private Instant now = TestLedger.START;
  private long commands;

  RandomCommands(SplittableRandom random, EntityMap state) {
    this(random, state, TestLedger.HOME, TestLedger.ELSEWHERE);
  }

  /** Commands mostly of {@code home}, over what {@code state} holds when each is made. */
  public RandomCommands(
      SplittableRandom random, EntityMap state, SubscriptionId home, SubscriptionId elsewhere) {
    this.random = random;
    this.state = state;
    this.home = home;
    this.elsewhere = elsewhere;
  }

  /** Time of the next command; stands still often, and leaps sometimes. */
  Instant nextTime() {
    long millis =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> 0;
          case 3, 4 -> random.nextLong(1_000);
          case 5, 6 -> random.nextLong(10_000);
          default -> random.nextInt(10) == 0 ? 300_000 : random.nextLong(60_000);
        };
    now = now.plusMillis(millis);
    return now;
  }

  Command next() {
    Command move = random.nextInt(6) == 0 ? moves.poll() : null;
    if (move != null) {
      return move;
    }
    return random.nextInt(5) < 2 ? workerCommand() : callerCommand();
  }

  /** What the worker that carries moves does next. */
  void learn(Command command, Decision decision) {
    if (decision instanceof Accepted accepted) {
      for (Event event : accepted.events()) {
        if (event instanceof ResourceMoveStarted e) {
          moves.add(
              new ReceiveResource(
                  header(e.targetSubscriptionId()), e.header().subscriptionId(), e.resource()));
        }
      }
    }
    if (command instanceof ReceiveResource c) {
      var resource = c.resource();
      moves.add(
          decision instanceof Accepted
              ? new CompleteMove(
                  header(c.sourceSubscriptionId()), resource.diskId(), resource.snapshotId())
              : new FailMove(
                  header(c.sourceSubscriptionId()),
                  resource.diskId(),
                  resource.snapshotId(),
                  "Refused",
                  "refused"));
    }
  }

  /** What a user might send. */
  public Command callerCommand() {
    CommandHeader header = header(subscription());
    return switch (random.nextInt(16)) {
      case 0 ->
          new CreateDisk(
              header, newDisk(), region(), "Premium_LRS", size(), DiskOrigin.EMPTY, tags());
      case 1, 2, 3, 4 ->
          new CreateIncrementalSnapshot(
              header,
              newSnapshot(),
              new DiskRef(
                  random.nextInt(20) == 0 ? subscription() : header.subscriptionId(), disk()),
              null,
              tags());
      case 5 -> new CreateFullSnapshot(header, snapshot(), resource(), null, tags());
      case 6 -> new CopySnapshot(header, newSnapshot(), snapshot(), region(), null, tags());
      case 7 ->
          new CreateDiskFromSnapshot(
              header,
              new ResourceName("group", "r" + random.nextInt(4)),
              snapshot(),
              null,
              "Standard_LRS",
              null,
              tags());
      case 8 ->
          random.nextInt(5) == 0
              ? new ResizeDisk(header, disk(), size())
              : new UpdateDisk(header, disk(), null, tags());
      case 9 ->
          random.nextInt(4) == 0
              ? new DeleteDisk(header, disk())
              : new UpdateSnapshot(header, snapshot(), tags());
      case 10 -> new DeleteSnapshot(header, snapshot());
      case 11, 12, 13 ->
          new GrantSas(
              header,
              resource(),
              random.nextInt(3) == 0 ? SasAccess.WRITE : SasAccess.READ,
              1 + random.nextLong(300));
      case 14 ->
          random.nextInt(8) == 0
              ? new AdoptPolicy(header, policy())
              : new RevokeSas(header, resource(), null);
      default ->
          new MoveResource(
              header,
              resource(),
              random.nextBoolean() ? elsewhere : home,
              GROUPS.get(random.nextInt(GROUPS.size())));
    };
  }

  /** Finishes, or pushes on, one thing that is unfinished; else any caller's command. */
  private Command workerCommand() {
    List<Entity> entities =
        state.entities().values().stream()
            .filter(e -> !(e instanceof NameClaim) && !(e instanceof SubscriptionPolicy))
            .sorted(Comparator.comparing(e -> e.key().toString()))
            .toList();
    if (entities.isEmpty()) {
      return callerCommand();
    }
    Entity entity = entities.get(random.nextInt(entities.size()));
    return switch (entity) {
      case FullSnapshot full when full.state() == SnapshotState.CREATING -> finish(full);
      case SnapshotFamily family -> push(family);
      case FullSnapshot _, NameClaim _, SubscriptionPolicy _ -> callerCommand();
    };
  }

  private Command finish(FullSnapshot full) {
    CommandHeader header = header(full.key().subscriptionId());
    return random.nextInt(4) == 0
        ? new FailSnapshot(header, null, full.key().snapshotId(), "bad luck")
        : new CompleteSnapshot(header, null, full.key().snapshotId(), 4096, 4096, 0, 1, 1, DIGEST);
  }

  private Command push(SnapshotFamily family) {
    CommandHeader header = header(family.key().subscriptionId());
    Disk disk = family.disk();
    BackgroundCopy copy = disk == null ? null : disk.backgroundCopy();
    if (copy != null && random.nextInt(3) != 0) {
      return push(header, new DiskId(family.key().familyId().value()), copy);
    }
    if (family.snapshots().isEmpty()) {
      return callerCommand();
    }
    FamilySnapshot snapshot = family.snapshots().get(random.nextInt(family.snapshots().size()));
    if (snapshot.copied() && random.nextInt(3) == 0) {
      return new ReportSnapshotCopyProgress(
          header,
          family.key().familyId(),
          snapshot.snapshotId(),
          random.nextInt(snapshot.copyStep() + 3) * 50L,
          1_000);
    }
    return random.nextInt(6) == 0
        ? new FailSnapshot(header, family.key().familyId(), snapshot.snapshotId(), "bad luck")
        : new CompleteSnapshot(
            header, family.key().familyId(), snapshot.snapshotId(), 4096, 9, 0, 1, 1, DIGEST);
  }

  private Command push(CommandHeader header, DiskId diskId, BackgroundCopy copy) {
    long epoch = copy.leaseEpoch() - random.nextInt(8) / 7;
    long bytes = random.nextLong(copy.totalBytes() + 1);
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          new AcquireCopyLease(
              header, diskId, "worker" + random.nextInt(2), 1 + random.nextInt(90));
      case 2 -> new ReportCopyProgress(header, diskId, epoch, bytes);
      case 3 -> new ReleaseCopyLease(header, diskId, epoch);
      case 4 -> new CompleteBackgroundCopy(header, diskId, epoch, bytes);
      default ->
          random.nextInt(4) == 0
              ? new FailBackgroundCopy(header, diskId, epoch, "bad luck")
              : new CompleteBackgroundCopy(header, diskId, epoch, bytes);
    };
  }

  private CommandHeader header(SubscriptionId subscription) {
    return new CommandHeader(new CommandId(new UUID(2, ++commands)), subscription, "");
  }

  private SubscriptionId subscription() {
    return random.nextInt(8) == 0 ? elsewhere : home;
  }

  private ResourceName newDisk() {
    return new ResourceName(GROUPS.get(random.nextInt(2)), "d" + random.nextInt(4));
  }

  private ResourceName disk() {
    return existing(ResourceType.DISK, newDisk());
  }

  private ResourceName newSnapshot() {
    return new ResourceName(
        GROUPS.get(random.nextInt(2)), (random.nextBoolean() ? "s" : "S") + random.nextInt(25));
  }

  private ResourceName snapshot() {
    return existing(ResourceType.SNAPSHOT, newSnapshot());
  }

  /** Mostly a name that is taken. */
  private ResourceName existing(ResourceType type, ResourceName other) {
    List<NameClaim> claims =
        state.entities().values().stream()
            .filter(NameClaim.class::isInstance)
            .map(NameClaim.class::cast)
            .filter(c -> c.key().type() == type)
            .sorted(Comparator.comparing(NameClaim::toString))
            .toList();
    if (claims.isEmpty() || random.nextInt(8) == 0) {
      return other;
    }
    NameClaim claim = claims.get(random.nextInt(claims.size()));
    return new ResourceName(claim.key().resourceGroup(), claim.key().name());
  }

  private ResourceSelector resource() {
    return random.nextInt(4) == 0
        ? new ResourceSelector(ResourceType.DISK, disk())
        : new ResourceSelector(ResourceType.SNAPSHOT, snapshot());
  }

  private String region() {
    return BuiltInPolicies.AZURE_CURRENT.regions().get(random.nextInt(3)).name();
  }

  private long size() {
    return 1 + random.nextLong(4);
  }

  private Map<String, String> tags() {
    return random.nextInt(3) == 0
        ? Map.of("a", "1", "b", "2", "c", "" + random.nextInt(3))
        : Map.of();
  }

  private Policy policy() {
    return new Policy(
        "random",
        1 + random.nextInt(Integer.MAX_VALUE),
        1 + random.nextInt(8),
        1 + random.nextInt(400),
        1 + random.nextInt(6),
        1 + random.nextInt(5),
        random.nextBoolean() ? IncrementalAfterResize.NEVER : IncrementalAfterResize.ALLOWED,
        null,
        BuiltInPolicies.AZURE_CURRENT.regions());
  }
}
