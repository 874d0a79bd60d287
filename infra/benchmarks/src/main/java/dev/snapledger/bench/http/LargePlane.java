package dev.snapledger.bench.http;

import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.local.PayloadlessChain;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotSources;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.server.pageblob.BlobCatalog;
import dev.snapledger.server.pageblob.BlockHold;
import dev.snapledger.server.pageblob.DiskNotReadyException;
import dev.snapledger.server.pageblob.PageBlobPorts;
import dev.snapledger.server.pageblob.PageBlobService;
import dev.snapledger.server.pageblob.PageBlobSettings;
import dev.snapledger.server.sas.BlobPath;
import dev.snapledger.server.sas.SasKey;
import dev.snapledger.server.sas.SasKeyFile;
import dev.snapledger.server.sas.SasKeyRing;
import dev.snapledger.server.sas.SasSigner;
import dev.snapledger.server.sas.SasVerifier;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The product's data plane over the snapshots of one disk whose ledger is made up: everything
 * behind the signature is the product's. Safe for many threads.
 */
final class LargePlane implements AutoCloseable, BlobCatalog {
  private static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(0, 1));
  private static final DiskId DISK = new DiskId(new UUID(0x1A26E, 0));

  private final BlockStores stores;
  private final String region;
  private final HttpOptions options;
  private final SasSigner signer;
  private final WebServer server;
  private final Instant now = InstantSource.system().instant();

  private LargePlane(Path folder, String region, HttpOptions options) {
    this.stores = BlockStores.in(folder);
    this.region = region;
    this.options = options;
    var keys =
        SasKeyRing.open(
            new SasKeyFile(folder.resolve("sas-keys")), () -> SasKey.of(new byte[SasKey.BYTES]));
    this.signer = new SasSigner(keys);
    var verifier = new SasVerifier(keys, (id, _) -> grant(id), () -> now);
    var ports =
        new PageBlobPorts(
            this,
            verifier,
            stores::region,
            BlockHold.FOR_EVER,
            LargePlane::noVolume,
            () -> now,
            UUID::randomUUID);
    this.server =
        WebServer.builder()
            .shutdownHook(false)
            .host("127.0.0.1")
            .port(0)
            .routing(
                routing ->
                    routing.register(
                        "/{account}/{container}/{blob}",
                        new PageBlobService(ports, PageBlobSettings.DEFAULT)))
            .build()
            .start();
  }

  /** Opens the store and serves it; the index is built on the way. */
  static LargePlane open(Path folder, String region, HttpOptions options) {
    LargePlane plane = new LargePlane(folder, region, options);
    plane.stores.region(region);
    return plane;
  }

  private static dev.snapledger.blockstore.api.VolumeState noVolume(DiskRow disk) {
    throw new DiskNotReadyException("expected no disk", new IllegalStateException());
  }

  /** URL of the list of what changed between two snapshots, counted from 1. */
  URI url(int from, int to) {
    GrantRow grant = grant(new GrantId(new UUID(7, to)));
    String path =
        signer.pathAndQuery(
            BlobPath.of(region, id(to)), grant.grantId(), grant.expiresAt(), SasAccess.READ);
    return URI.create(
        "http://127.0.0.1:%d%s&comp=pagelist&prevsnapshot=%s"
            .formatted(server.port(), path, id(from)));
  }

  private static SnapshotId id(int ordinal) {
    return new SnapshotId(PayloadlessChain.image(ordinal).value());
  }

  private GrantRow grant(GrantId id) {
    SnapshotId snapshot = id((int) id.value().getLeastSignificantBits());
    return new GrantRow(
        SUBSCRIPTION,
        id,
        null,
        null,
        snapshot,
        SasAccess.READ,
        now,
        now.plus(Duration.ofHours(1)),
        null);
  }

  @Override
  public @Nullable DiskRow disk(DiskId diskId) {
    return null;
  }

  @Override
  public @Nullable SnapshotRow snapshot(SnapshotId snapshotId) {
    return row((int) snapshotId.value().getLeastSignificantBits());
  }

  private SnapshotRow row(int ordinal) {
    return new SnapshotRow(
        SUBSCRIPTION,
        id(ordinal),
        SnapshotKind.INCREMENTAL,
        new FamilyId(DISK.value()),
        ordinal,
        new ResourceName("bench", "s" + ordinal),
        region,
        "Standard_LRS",
        options.largeBytes(),
        new SnapshotSources(DISK, null, null, null, null),
        SnapshotState.COMPLETED,
        now.plusSeconds(ordinal),
        now,
        null,
        null,
        null,
        Map.of());
  }

  @Override
  public List<SnapshotRow> family(FamilyId familyId) {
    return IntStream.rangeClosed(1, options.largeSnapshots()).mapToObj(this::row).toList();
  }

  @Override
  public @Nullable Long diffResizeBoundaryBytes(SubscriptionId subscriptionId) {
    return null;
  }

  @Override
  public void close() {
    server.stop();
    stores.close();
  }
}
