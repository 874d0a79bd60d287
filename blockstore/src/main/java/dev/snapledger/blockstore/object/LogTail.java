package dev.snapledger.blockstore.object;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the records after a state, many at a time. */
final class LogTail {
  private static final int AT_A_TIME = 32;

  private LogTail() {}

  /**
   * Takes in what was appended since, up to the first number that is free. The list of keys only
   * says what to ask for ahead; the end is where a record is not found.
   */
  static void readOn(ObjectStore objects, NamesState state) throws IOException {
    String last = StoredObject.record(state.number).key();
    long listed = objects.list(StoredObject.LOG, last).size();
    try {
      while (listed > 1) {
        int count = (int) Math.min(AT_A_TIME, listed);
        readTogether(objects, state, count);
        listed -= count;
      }
      while (true) {
        long next = state.number + 1;
        state.apply(LogRecord.decode(next, objects.get(StoredObject.record(next).key())));
      }
    } catch (NoSuchObjectException _) {
      // The end.
    }
  }

  private static void readTogether(ObjectStore objects, NamesState state, int count)
      throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ByteBuffer>> records = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        String key = StoredObject.record(state.number + i).key();
        Callable<ByteBuffer> reading = () -> objects.get(key);
        records.add(threads.submit(reading));
      }
      for (Future<ByteBuffer> record : records) {
        state.apply(LogRecord.decode(state.number + 1, Futures.resultOf(record)));
      }
    }
  }
}
