package dev.snapledger.projections.world;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.id.FamilyId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

/** Makes block maps of plain arrays. */
public final class SimBlockMap {
  private SimBlockMap() {}

  /** The entries of a sealed snapshot's layer. */
  public static List<BlockEntry> entries(SimSnapshot snapshot) {
    byte[] content = Objects.requireNonNull(snapshot.content);
    List<BlockEntry> entries = new ArrayList<>();
    int parts = Math.max(content.length, snapshot.dirty.length());
    for (int block = 0; block < Math.ceilDiv(parts, SimDisk.PARTS_PER_BLOCK); block++) {
      int dirty = 0;
      int data = 0;
      for (int part = 0; part < SimDisk.PARTS_PER_BLOCK; part++) {
        int index = block * SimDisk.PARTS_PER_BLOCK + part;
        dirty |= snapshot.dirty.get(index) ? 1 << part : 0;
        data |= index < content.length && content[index] != 0 ? 1 << part : 0;
      }
      if (dirty != 0) {
        entries.add(new BlockEntry(block, dirty, data, data == 0 ? 0 : crc(content, block)));
      }
    }
    return entries;
  }

  private static int crc(byte[] content, int block) {
    CRC32C crc = new CRC32C();
    byte[] part = new byte[4_096];
    for (int i = 0; i < SimDisk.PARTS_PER_BLOCK; i++) {
      Arrays.fill(part, content[block * SimDisk.PARTS_PER_BLOCK + i]);
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  /** The parts that carry a snapshot's layer, with so many entries each. */
  public static List<BlockMapPart> parts(SimSnapshot snapshot, int entriesPerPart) {
    List<BlockEntry> entries = entries(snapshot);
    int parts = Math.max(1, Math.ceilDiv(entries.size(), entriesPerPart));
    List<BlockMapPart> made = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = part * entriesPerPart;
      int to = Math.min(entries.size(), from + entriesPerPart);
      made.add(
          new BlockMapPart(
              snapshot.subscription,
              snapshot.family == null ? null : new FamilyId(snapshot.family.id.value()),
              snapshot.id,
              snapshot.region,
              snapshot.parent == null ? null : snapshot.parent.id,
              snapshot.sizeBytes,
              part,
              parts,
              bytes(entries.subList(from, to))));
    }
    return made;
  }

  /** Entries as they are published. */
  public static ByteBuffer bytes(List<BlockEntry> entries) {
    ByteBuffer bytes = ByteBuffer.allocate(entries.size() * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (BlockEntry entry : entries) {
      bytes
          .putInt(entry.blockIndex())
          .putShort((short) entry.dirtyMask())
          .putShort((short) entry.dataMask())
          .putInt(entry.crc32c());
    }
    return bytes.flip();
  }
}
