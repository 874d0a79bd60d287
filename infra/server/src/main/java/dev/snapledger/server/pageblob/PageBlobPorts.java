package dev.snapledger.server.pageblob;

import dev.snapledger.server.sas.SasVerifier;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the data plane needs of the node around it.
 *
 * @param catalog disks and snapshots
 * @param sas decides who may do what
 * @param regions where the bytes are
 * @param hold says whether the bytes are this node's still
 * @param volumes makes volumes that are needed before a worker made them
 * @param time the clock; none of its times decides anything in the log
 * @param ids ids that nobody else has
 */
public record PageBlobPorts(
    BlobCatalog catalog,
    SasVerifier sas,
    Regions regions,
    BlockHold hold,
    DiskVolumes volumes,
    InstantSource time,
    Supplier<UUID> ids) {}
