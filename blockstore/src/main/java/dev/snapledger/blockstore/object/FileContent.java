package dev.snapledger.blockstore.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the log says of one file: its size, and where its bytes are. Bytes without an extent are
 * zero. Any thread may call.
 */
final class FileContent {
  private final TreeMap<Long, Extent> extents = new TreeMap<>();
  private long sizeBytes;
  private long version;

  /** Told of each extent that begins or ceases to be, so that who counts uses can. */
  interface Uses {
    void added(StoredObject object);

    void removed(StoredObject object);
  }

  synchronized long sizeBytes() {
    return sizeBytes;
  }

  /** Number of the log record that changed it last; equal versions have equal bytes. */
  synchronized long version() {
    return version;
  }

  /** The same as it is now; later changes are not seen there. */
  synchronized FileContent copy() {
    FileContent copy = new FileContent();
    copy.extents.putAll(extents);
    copy.sizeBytes = sizeBytes;
    copy.version = version;
    return copy;
  }

  synchronized int extentCount() {
    return extents.size();
  }

  synchronized List<Extent> all() {
    return List.copyOf(extents.values());
  }

  /** Extents in a range, cut to it, ordered. */
  synchronized List<Extent> within(long startByte, long endByte) {
    List<Extent> found = new ArrayList<>();
    Map.Entry<Long, Extent> before = extents.floorEntry(startByte);
    long from = before == null ? startByte : before.getKey();
    for (Extent extent : extents.subMap(from, true, endByte, false).values()) {
      if (extent.endByte() > startByte && extent.startByte() < endByte) {
        found.add(extent.within(startByte, endByte));
      }
    }
    return found;
  }

  /** Cuts it, lays extents over what is there, and sets its size. */
  synchronized void change(
      long number, long cutBytes, long newSizeBytes, List<Extent> over, Uses uses) {
    clear(cutBytes, Long.MAX_VALUE, uses);
    for (Extent extent : over) {
      clear(extent.startByte(), extent.endByte(), uses);
      put(extent, uses);
    }
    sizeBytes = newSizeBytes;
    version = number;
  }

  /** Its objects are no longer used by it; it stays readable for who has it open. */
  synchronized void release(Uses uses) {
    extents.values().forEach(extent -> uses.removed(extent.object()));
  }

  private void put(Extent extent, Uses uses) {
    extents.put(extent.startByte(), extent);
    uses.added(extent.object());
  }

  private void clear(long startByte, long endByte, Uses uses) {
    Map.Entry<Long, Extent> overlapping = extents.lowerEntry(endByte);
    while (overlapping != null && overlapping.getValue().endByte() > startByte) {
      Extent extent = overlapping.getValue();
      extents.remove(extent.startByte());
      if (extent.startByte() < startByte) {
        put(extent.within(extent.startByte(), startByte), uses);
      }
      if (extent.endByte() > endByte) {
        put(extent.within(endByte, extent.endByte()), uses);
      }
      uses.removed(extent.object());
      overlapping = extents.lowerEntry(extent.startByte());
    }
  }
}
