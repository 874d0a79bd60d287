package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A source that gives zeros for what cannot be read, and notes where. */
final class SalvagedSource implements ByteSource {
  private final ByteSource source;
  private final ConcurrentSkipListMap<Long, Hole> holes = new ConcurrentSkipListMap<>();

  SalvagedSource(ByteSource source) {
    this.source = source;
  }

  @Override
  public long sizeBytes() {
    return source.sizeBytes();
  }

  @Override
  public Cursor<PageRange> allocated() {
    return source.allocated();
  }

  @Override
  public void read(long startByte, ByteBuffer into) {
    int position = into.position();
    int limit = into.limit();
    if (isRead(startByte, into)) {
      return;
    }
    into.position(position);
    long at = startByte;
    while (into.position() < limit) {
      long blockEnd = Geometry.startOf(Geometry.blockOf(at)) + Geometry.BLOCK_BYTES;
      int length = (int) Math.min(blockEnd - at, limit - into.position());
      readBlock(at, into.limit(into.position() + length));
      into.limit(limit);
      at += length;
    }
  }

  private boolean isRead(long startByte, ByteBuffer into) {
    try {
      source.read(startByte, into);
      return true;
    } catch (CorruptDataException | StoreFaultException _) {
      return false; // Block by block it is known where.
    }
  }

  private void readBlock(long startByte, ByteBuffer into) {
    int position = into.position();
    int length = into.remaining();
    try {
      source.read(startByte, into);
    } catch (CorruptDataException | StoreFaultException e) {
      into.position(position);
      while (into.hasRemaining()) {
        into.put((byte) 0);
      }
      note(startByte, length, e);
    }
  }

  private void note(long startByte, int length, BlockStoreException reason) {
    int block = Geometry.blockOf(startByte);
    holes.put(startByte, new Hole(startByte, length, block, String.valueOf(reason.getMessage())));
  }

  @Override
  public List<Hole> takeHoles(long endByte) {
    List<Hole> taken = new ArrayList<>();
    Map.Entry<Long, Hole> first = holes.firstEntry();
    while (first != null && first.getKey() < endByte) {
      taken.add(first.getValue());
      holes.remove(first.getKey());
      first = holes.firstEntry();
    }
    return taken;
  }
}
