package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/** Writes records of one segment again in the newest one, as they are, and forwards their names. */
final class RecordMover {
  private final StoreContext store;
  private final Requests requests;
  private final LongConsumer moved;

  /**
   * Moves for a store.
   *
   * @param moved told the bytes of each batch, with no lock held
   */
  RecordMover(StoreContext store, Requests requests, LongConsumer moved) {
    this.store = store;
    this.requests = requests;
    this.moved = moved;
  }

  /**
   * Moves records. Their old places stay readable.
   *
   * @return bytes they take
   * @throws CorruptDataException if one of them is damaged; then none was moved
   */
  long move(Segment segment, LiveRecords.References records) {
    if (store.segments().quarantine().isIn(segment.number)) {
      throw new CorruptDataException(
          "expected sound records in segment " + segment.number + ", but one is in quarantine");
    }
    List<Long> places = new ArrayList<>();
    records.forEach((place, _) -> places.add(place));
    List<Long> copies = new ArrayList<>(places.size());
    try {
      for (int from = 0; from < places.size(); from += SegmentAppender.BATCH_BLOCKS_MAX) {
        int to = Math.min(places.size(), from + SegmentAppender.BATCH_BLOCKS_MAX);
        List<Long> batch = places.subList(from, to);
        for (long copy : requests.using(() -> copy(segment, batch))) {
          copies.add(copy);
        }
        moved.accept(batch.stream().mapToLong(Locator::recordBytes).sum());
      }
      requests.using(
          () -> {
            store.segments().sync();
            forward(segment, records, copies);
            return segment;
          });
    } finally {
      // The names of the copies are the forwarding's alone.
      copies.forEach(store.segments()::release);
    }
    return records.bytes();
  }

  private void forward(Segment segment, LiveRecords.References records, List<Long> copies)
      throws IOException {
    TreeMap<Long, Long> forwards = new TreeMap<>();
    var next = copies.iterator();
    records.forEach((place, _) -> forwards.put(Locator.position(place), next.next()));
    if (!forwards.isEmpty()) {
      store.segments().move(segment, forwards);
    }
    segment.kept = false;
    segment.emptying = true;
    var counted = copies.iterator();
    records.forEach(
        (_, references) -> store.segments().countMoved(segment, counted.next(), references));
  }

  private long[] copy(Segment segment, List<Long> places) throws IOException {
    List<EncodedBlock> blocks = new ArrayList<>(places.size());
    for (long place : places) {
      blocks.add(read(segment, place));
    }
    return store.segments().append(blocks);
  }

  private static EncodedBlock read(Segment segment, long place) throws IOException {
    StoreFile file = SegmentStore.fileOf(segment);
    int storedBytes = Locator.storedBytes(place);
    ByteBuffer header = ByteBuffer.allocate(RecordHeader.BYTES);
    byte[] payload = new byte[storedBytes];
    file.read(Locator.position(place), header);
    RecordHeader record = RecordHeader.read(header.flip());
    file.read(Locator.position(place) + RecordHeader.BYTES, ByteBuffer.wrap(payload));
    CRC32C crc = new CRC32C();
    crc.update(payload);
    if (record == null
        || record.storedBytes() != storedBytes
        || record.storedCrc() != (int) crc.getValue()) {
      throw new CorruptDataException(
          "expected a whole record in %s, but found damage".formatted(Locator.describe(place)));
    }
    return new EncodedBlock(
        -1, record.blockCrc(), record.digest(), payload, storedBytes, record.storedCrc());
  }
}
