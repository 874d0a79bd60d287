package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.object.NamesState.Garbage;
import dev.snapledger.blockstore.object.NamesState.Holder;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The state after one record as one object. Equal states have equal bytes, so whoever writes a
 * checkpoint of that record writes the same.
 *
 * <p>Byte for byte: docs/internals/object-store-format.md#checkpoints.
 */
final class Checkpoint {
  private static final long MAGIC = 0x534C_4F42_4A43_0001L;
  private static final int EXTENT_BYTES = 3 * Long.BYTES + StoredObject.BYTES;
  private static final int FIXED_BYTES = 128;

  private Checkpoint() {}

  private static final FileContent.Uses UNCOUNTED =
      new FileContent.Uses() {
        @Override
        public void added(StoredObject object) {}

        @Override
        public void removed(StoredObject object) {}
      };

  static ByteBuffer encode(NamesState state) {
    ByteBuffer out = ByteBuffer.allocate(lengthMax(state));
    out.putLong(MAGIC).putLong(state.number).putLong(state.checkpointed).putLong(state.lastFile);
    Holder holder = Objects.requireNonNull(state.holder, "a log begins with an epoch");
    out.putLong(holder.epoch());
    LogRecord.putUuid(out, holder.writer());
    out.put((byte) (holder.released() ? 1 : 0));
    LogRecord.putText(out, holder.node());
    putNumbers(out, state.epochs);
    putNumbers(out, state.unsweptEpochs);
    out.putInt(state.garbage.size());
    for (Garbage garbage : state.garbage) {
      garbage.object().writeTo(out);
      out.putLong(garbage.number()).putLong(garbage.atMillis());
    }
    out.putInt(state.names.size());
    for (Map.Entry<String, Long> name : state.names.entrySet()) {
      putFile(out, name.getKey(), name.getValue(), contentOf(state, name.getValue()));
    }
    return LogRecord.seal(out);
  }

  private static FileContent contentOf(NamesState state, long file) {
    return Objects.requireNonNull(state.files.get(file), "a name leads to a file");
  }

  private static int lengthMax(NamesState state) {
    long length =
        FIXED_BYTES
            + Objects.requireNonNull(state.holder).node().length() * 4L
            + (state.epochs.size() + state.unsweptEpochs.size()) * (long) Long.BYTES
            + state.garbage.size() * (StoredObject.BYTES + 2L * Long.BYTES);
    for (Map.Entry<String, Long> name : state.names.entrySet()) {
      length +=
          name.getKey().getBytes(StandardCharsets.UTF_8).length
              + 4L * Long.BYTES
              + (long) contentOf(state, name.getValue()).extentCount() * EXTENT_BYTES;
    }
    return Math.toIntExact(length);
  }

  private static void putNumbers(ByteBuffer out, Set<Long> numbers) {
    out.putInt(numbers.size());
    numbers.forEach(out::putLong);
  }

  private static void putFile(ByteBuffer out, String name, long file, FileContent content) {
    LogRecord.putText(out, name);
    List<Extent> extents = content.all();
    out.putLong(file).putLong(content.version()).putLong(content.sizeBytes());
    out.putInt(extents.size());
    extents.forEach(extent -> LogRecord.putExtent(out, extent));
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is not whole
   */
  static NamesState decode(String key, ByteBuffer bytes) throws IOException {
    ByteBuffer in = LogRecord.checked(key, MAGIC, bytes);
    NamesState state = new NamesState();
    try {
      state.number = in.getLong();
      state.checkpointed = in.getLong();
      state.lastFile = in.getLong();
      long epoch = in.getLong();
      var writer = LogRecord.uuid(in);
      boolean released = in.get() != 0;
      state.holder = new Holder(epoch, writer, LogRecord.text(in), released);
      numbers(in, state.epochs);
      numbers(in, state.unsweptEpochs);
      for (int left = in.getInt(); left > 0; left--) {
        state.garbage.addLast(new Garbage(StoredObject.readFrom(in), in.getLong(), in.getLong()));
      }
      for (int left = in.getInt(); left > 0; left--) {
        readFile(in, state);
      }
      return state;
    } catch (BufferUnderflowException e) {
      throw LogRecord.damaged(key, "an end amid it: " + e);
    }
  }

  private static void numbers(ByteBuffer in, Set<Long> into) {
    for (int left = in.getInt(); left > 0; left--) {
      into.add(in.getLong());
    }
  }

  private static void readFile(ByteBuffer in, NamesState state) {
    String name = LogRecord.text(in);
    long file = in.getLong();
    long version = in.getLong();
    long size = in.getLong();
    Map<Long, Extent> extents = new TreeMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      Extent extent = LogRecord.extent(in);
      extents.put(extent.startByte(), extent);
      state.uses.merge(extent.object(), 1, Integer::sum);
    }
    FileContent content = new FileContent();
    content.change(version, 0, size, List.copyOf(extents.values()), UNCOUNTED);
    state.names.put(name, file);
    state.files.put(file, content);
  }
}
