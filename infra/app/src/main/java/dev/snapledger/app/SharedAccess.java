package dev.snapledger.app;

import dev.snapledger.app.holder.Place;
import dev.snapledger.app.holder.SignOfLife;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.pageblob.BlobPlace;
import dev.snapledger.server.pageblob.DiskNotReadyException;
import dev.snapledger.server.pageblob.ForwardedBlobs;
import dev.snapledger.server.pageblob.PageBlobPorts;
import dev.snapledger.server.pageblob.PageBlobService;
import dev.snapledger.server.pageblob.PageBlobSettings;
import dev.snapledger.server.pageblob.ProjectedCatalog;
import dev.snapledger.server.sas.BlobPath;
import dev.snapledger.server.sas.ProjectedGrants;
import dev.snapledger.server.sas.SasKeyRing;
import dev.snapledger.server.sas.SasSigner;
import dev.snapledger.server.sas.SasVerifier;
import dev.snapledger.workers.VolumeNotReadyException;
import dev.snapledger.workers.Volumes;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bytes of disks and snapshots behind shared-access URLs, over a running node. */
final class SharedAccess {
  private final LedgerNode node;
  private final NodePorts ports;
  private final SasKeyRing keys;
  private final SasSigner signer;
  private @Nullable Served served;

  private record Served(long epoch, PageBlobService service) {}

  private SharedAccess(LedgerNode node, NodePorts ports, SasKeyRing keys) {
    this.node = node;
    this.ports = ports;
    this.keys = keys;
    this.signer = new SasSigner(keys);
  }

  /** Loads the keys of a data directory, or makes the first one. */
  static SharedAccess open(LedgerNode node, Path folder, NodePorts ports) {
    return new SharedAccess(node, ports, SharedAccessKeys.ringOf(folder));
  }

  /** The URL with which a grant is used. */
  String url(GrantRow grant, ResourceRow resource, URI base) {
    BlobPath path =
        switch (resource.type()) {
          case DISK -> BlobPath.of(resource.region(), new DiskId(resource.resourceId()));
          case SNAPSHOT -> BlobPath.of(resource.region(), new SnapshotId(resource.resourceId()));
        };
    return base + signer.pathAndQuery(path, grant.grantId(), grant.expiresAt(), grant.access());
  }

  /** The data plane: answers, or passes on to the node that holds the blocks. */
  ForwardedBlobs service(PageBlobSettings settings) {
    var blobs = new ForwardedBlobs(() -> place(settings), node.seen(), ports.uuids());
    node.blocks().onMove(blobs::moved);
    return blobs;
  }

  private BlobPlace place(PageBlobSettings settings) {
    return switch (node.blocks().place()) {
      case Place.Here<BlockWork>(BlockWork held) -> new BlobPlace.Here(serviceOf(held, settings));
      case Place.There<BlockWork>(SignOfLife sign) when !sign.address().url().isEmpty() ->
          new BlobPlace.There(URI.create(sign.address().url()), sign.address().certificate());
      case Place.There<BlockWork> _, Place.Nowhere<BlockWork> _ -> new BlobPlace.Nowhere();
    };
  }

  /** Another one each time the blocks were taken: others may have written disks in between. */
  private synchronized PageBlobService serviceOf(BlockWork held, PageBlobSettings settings) {
    Served now = served;
    if (now == null || now.epoch() != held.epoch()) {
      now = new Served(held.epoch(), serviceOver(held.stores(), settings));
      served = now;
    }
    return now.service();
  }

  private PageBlobService serviceOver(BlockStores stores, PageBlobSettings settings) {
    var verifier = new SasVerifier(keys, new ProjectedGrants(node.queries()), ports.time());
    return new PageBlobService(
        new PageBlobPorts(
            new ProjectedCatalog(node.queries(), ports.time()),
            verifier,
            stores::region,
            stores::requireHeld,
            disk -> volume(disk, stores),
            ports.time(),
            ports.uuids()),
        settings);
  }

  private static VolumeState volume(DiskRow disk, BlockStores stores) {
    try {
      return new Volumes(stores::region).ensure(disk);
    } catch (VolumeNotReadyException e) {
      throw new DiskNotReadyException("disk " + disk.diskId() + " has no volume yet", e);
    }
  }
}
