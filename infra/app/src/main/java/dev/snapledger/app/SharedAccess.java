package dev.snapledger.app;

import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.pageblob.DiskNotReadyException;
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
import java.net.URI;
import java.nio.file.Path;

/** The bytes of disks and snapshots behind shared-access URLs, over a running node. */
final class SharedAccess {
  private final LedgerNode node;
  private final NodePorts ports;
  private final SasKeyRing keys;
  private final SasSigner signer;

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

  /** The data plane. */
  PageBlobService service(PageBlobSettings settings) {
    var verifier = new SasVerifier(keys, new ProjectedGrants(node.queries()), ports.time());
    return new PageBlobService(
        new PageBlobPorts(
            new ProjectedCatalog(node.queries(), ports.time()),
            verifier,
            node::store,
            this::volume,
            ports.time(),
            ports.uuids()),
        settings);
  }

  private VolumeState volume(DiskRow disk) {
    try {
      return node.volume(disk);
    } catch (VolumeNotReadyException e) {
      throw new DiskNotReadyException("disk " + disk.diskId() + " has no volume yet", e);
    }
  }
}
