package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotSources;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.DiskState;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.server.sas.BlobPath;
import dev.snapledger.server.sas.SasKey;
import dev.snapledger.server.sas.SasKeyFile;
import dev.snapledger.server.sas.SasKeyRing;
import dev.snapledger.server.sas.SasSigner;
import dev.snapledger.server.sas.SasVerifier;
import io.helidon.webserver.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A running data plane over a store in a folder, with disks, snapshots and grants as a test wants
 * them, and a clock that stands still unless it is moved. Safe for use by many threads.
 */
public final class DataPlane implements AutoCloseable, BlobCatalog {
  public static final String REGION = "westeurope";
  public static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");
  private static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(5, 5));

  private final Map<UUID, DiskRow> disks = new ConcurrentHashMap<>();
  private final Map<UUID, SnapshotRow> snapshots = new ConcurrentHashMap<>();
  private final Map<GrantId, GrantRow> grants = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong(1);
  private final BlockStores stores;
  private final SasKeyRing keys;
  private final SasSigner signer;
  private final WebServer server;
  private final UnaryOperator<BlockStore> around;
  private volatile Instant now = START;
  private volatile @Nullable Long diffBoundaryBytes;
  private volatile boolean lost;
  private volatile BlobPlace place;
  private final PageBlobService service;
  private final SeenUpTo seen = new SeenUpTo();

  private DataPlane(Path folder, PageBlobSettings settings, UnaryOperator<BlockStore> around) {
    this.stores = BlockStores.in(folder);
    this.around = around;
    this.keys = SasKeyRing.open(new SasKeyFile(folder.resolve("sas.keys")), this::newKey);
    this.signer = new SasSigner(keys);
    var verifier = new SasVerifier(keys, this::active, () -> now);
    var ports =
        new PageBlobPorts(
            this,
            verifier,
            this::store,
            this::requireHeld,
            this::volume,
            () -> now,
            () -> nextId());
    this.service = new PageBlobService(ports, settings);
    this.place = new BlobPlace.Here(service);
    this.server =
        WebServer.builder()
            .shutdownHook(false)
            .host("127.0.0.1")
            .port(0)
            .routing(
                routing ->
                    routing.register(
                        "/{account}/{container}/{blob}",
                        new ForwardedBlobs(() -> place, seen, () -> nextId())))
            .build()
            .start();
  }

  public static DataPlane in(Path folder) {
    return new DataPlane(folder, PageBlobSettings.DEFAULT, store -> store);
  }

  static DataPlane in(Path folder, PageBlobSettings settings, UnaryOperator<BlockStore> around) {
    return new DataPlane(folder, settings, around);
  }

  private UUID nextId() {
    return new UUID(0x1234_5678_9ABC_4DEFL, ids.getAndIncrement());
  }

  private SasKey newKey() {
    byte[] secret = new byte[SasKey.BYTES];
    secret[0] = (byte) ids.getAndIncrement();
    return SasKey.of(secret);
  }

  private @Nullable GrantRow active(GrantId grantId, Instant time) {
    GrantRow row = grants.get(grantId);
    return row != null && row.activeAt(time) ? row : null;
  }

  public BlockStore store(String region) {
    return around.apply(stores.region(region));
  }

  private VolumeState volume(DiskRow row) {
    VolumeState found = stores.region(row.region()).findVolume(new VolumeId(row.diskId().value()));
    if (found == null) {
      throw new DiskNotReadyException("no volume", new IllegalStateException("no volume"));
    }
    return found;
  }

  /** What a node says that finds that another one has the blocks by now. */
  private void requireHeld() {
    if (lost) {
      throw new StoreFaultException("expected to hold the blocks still, but another node does");
    }
  }

  /** Another node takes the blocks, and this one does not know it yet. */
  void lose() {
    lost = true;
  }

  /** Says where the bytes are. */
  void place(BlobPlace where) {
    place = where;
  }

  /** The bytes are here. */
  void placeHere() {
    place = new BlobPlace.Here(service);
  }

  /** How far the views are. */
  SeenUpTo seen() {
    return seen;
  }

  /** Views whose place in the log a test says. */
  static final class SeenUpTo implements SeenLog {
    private final Semaphore applied = new Semaphore(0);
    private volatile int here;
    private final AtomicInteger asked = new AtomicInteger();

    void apply(int offset) {
      here = offset;
      applied.release();
    }

    int asked() {
      return asked.get();
    }

    @Override
    public String now() {
      return Integer.toString(here);
    }

    @Override
    public boolean await(String other, Duration timeMax) {
      asked.incrementAndGet();
      try {
        while (here < Integer.parseInt(other)) {
          if (!applied.tryAcquire(timeMax.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
          }
        }
        return true;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.port();
  }

  SasKeyRing keys() {
    return keys;
  }

  void now(Instant time) {
    now = time;
  }

  void diffBoundary(long bytes) {
    diffBoundaryBytes = bytes;
  }

  /** Makes a disk with a volume. */
  public DiskId disk(long sizeBytes) {
    DiskId disk = diskWithoutVolume(sizeBytes);
    stores.region(REGION).createVolume(new VolumeId(disk.value()), sizeBytes);
    return disk;
  }

  DiskId diskWithoutVolume(long sizeBytes) {
    var disk = new DiskId(nextId());
    disks.put(
        disk.value(),
        new DiskRow(
            SUBSCRIPTION,
            disk,
            new ResourceName("g", "d"),
            REGION,
            "Premium_LRS",
            sizeBytes,
            DiskOrigin.EMPTY,
            null,
            DiskState.ACTIVE,
            now,
            null,
            false,
            null,
            Map.of()));
    return disk;
  }

  /** Takes an incremental snapshot of the disk as it is. */
  public SnapshotId snapshot(DiskId disk) {
    var snapshot = new SnapshotId(nextId());
    long sizeBytes =
        stores
            .region(REGION)
            .seal(new VolumeId(disk.value()), new ImageId(snapshot.value()))
            .sizeBytes();
    put(snapshot, disk, sizeBytes, SnapshotState.COMPLETED);
    return snapshot;
  }

  void put(SnapshotId snapshot, DiskId disk, long sizeBytes, SnapshotState state) {
    snapshots.put(
        snapshot.value(),
        new SnapshotRow(
            SUBSCRIPTION,
            snapshot,
            SnapshotKind.INCREMENTAL,
            new FamilyId(disk.value()),
            1 + snapshots.size(),
            new ResourceName("g", "s"),
            REGION,
            "Standard_LRS",
            sizeBytes,
            new SnapshotSources(disk, null, null, null, null),
            state,
            now.plusMillis(snapshots.size()),
            now,
            null,
            null,
            null,
            Map.of()));
  }

  /** Gives a grant of an hour and returns its URL. */
  public String url(DiskId disk, SasAccess access) {
    GrantRow row = grant(disk, null, access);
    return url(BlobPath.of(REGION, disk), row);
  }

  /** Gives a grant of an hour and returns its URL. */
  public String url(SnapshotId snapshot) {
    return url(BlobPath.of(REGION, snapshot), grant(null, snapshot, SasAccess.READ));
  }

  String url(BlobPath path, GrantRow row) {
    return address() + signer.pathAndQuery(path, row.grantId(), row.expiresAt(), row.access());
  }

  GrantRow grant(@Nullable DiskId disk, @Nullable SnapshotId snapshot, SasAccess access) {
    var row =
        new GrantRow(
            SUBSCRIPTION,
            new GrantId(nextId()),
            disk,
            null,
            snapshot,
            access,
            now,
            now.plus(Duration.ofHours(1)),
            null);
    grants.put(row.grantId(), row);
    return row;
  }

  void revoke(GrantRow row) {
    grants.put(
        row.grantId(),
        new GrantRow(
            row.subscriptionId(),
            row.grantId(),
            row.diskId(),
            row.familyId(),
            row.snapshotId(),
            row.access(),
            row.grantedAt(),
            row.expiresAt(),
            now));
  }

  @Override
  public @Nullable DiskRow disk(DiskId diskId) {
    return disks.get(diskId.value());
  }

  @Override
  public @Nullable SnapshotRow snapshot(SnapshotId snapshotId) {
    return snapshots.get(snapshotId.value());
  }

  @Override
  public List<SnapshotRow> family(FamilyId familyId) {
    return snapshots.values().stream().filter(row -> familyId.equals(row.familyId())).toList();
  }

  @Override
  public @Nullable Long diffResizeBoundaryBytes(SubscriptionId subscriptionId) {
    return diffBoundaryBytes;
  }

  @Override
  public void close() {
    server.stop();
    stores.close();
  }
}
