package dev.snapledger.commands.blockmap;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A run of the blocks that a snapshot changed.
 *
 * @param subscriptionId subscription of the snapshot; also the key of the record
 * @param familyId family of an incremental snapshot or copy; null for a full snapshot
 * @param snapshotId the snapshot
 * @param region its region
 * @param parentSnapshotId the snapshot whose block map this one is layered on in the store; null
 *     when it stands alone
 * @param sizeBytes size of the snapshot in bytes
 * @param part number of this part, from 0
 * @param parts number of parts; each snapshot has at least one
 * @param entries changed 64 KiB blocks in rising order, 12 bytes each, little-endian: block index
 *     (u32), mask of the 4 KiB parts written since the parent (u16, bit 0 first), mask of the parts
 *     that hold data (u16), CRC32C of the whole block as it reads now (u32)
 */
public record BlockMapPart(
    SubscriptionId subscriptionId,
    @Nullable FamilyId familyId,
    SnapshotId snapshotId,
    String region,
    @Nullable SnapshotId parentSnapshotId,
    long sizeBytes,
    int part,
    int parts,
    ByteBuffer entries) {}
