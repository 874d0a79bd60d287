package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.SimulatedCrash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object store in memory that is shared by many clients, each with faults of its own: a client
 * stops at any request, before or after it was carried out, or does not hear the answer.
 */
public final class MemoryObjects {
  private final TreeMap<String, byte[]> objects = new TreeMap<>();

  /** What a client asks. */
  public enum Request {
    PUT_IF_ABSENT,
    PUT,
    GET,
    LIST,
    DELETE
  }

  /** What becomes of a request. */
  public enum Fate {
    /** The process ends before it is sent. */
    CRASH_BEFORE,
    /** The process ends after it was carried out. */
    CRASH_AFTER,
    /** It was carried out, but the answer is lost. */
    ANSWER_LOST,
    /** It fails, and so does every later change. */
    FAILS
  }

  public Client client() {
    return new Client();
  }

  public synchronized List<String> keys(String prefix) {
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  public synchronized void remove(String key) {
    objects.remove(key);
  }

  private synchronized byte[] find(String key) throws NoSuchObjectException {
    byte[] found = objects.get(key);
    if (found == null) {
      throw new NoSuchObjectException(key);
    }
    return found;
  }

  /** One process that uses the store. */
  public final class Client implements ObjectStore {
    private final Map<Request, Integer> counts = new EnumMap<>(Request.class);
    private long requests;
    private long changes;
    private long fateAt = Long.MAX_VALUE;
    private Fate fate = Fate.FAILS;
    private boolean crashed;
    private Runnable between = () -> {};

    private interface Work<T> {
      T run() throws IOException;
    }

    /** Changes so far; each is a place for a fault. */
    public synchronized long changes() {
      return changes;
    }

    public synchronized long requests() {
      return requests;
    }

    public synchronized int count(Request request) {
      return counts.getOrDefault(request, 0);
    }

    public synchronized void resetCounts() {
      counts.clear();
    }

    /** Chooses what becomes of that change, counted from 0. */
    public synchronized void fate(long change, Fate chosen) {
      fateAt = change;
      fate = chosen;
    }

    /** Runs before each request. */
    public synchronized void between(Runnable work) {
      between = work;
    }

    private <T> T change(Request request, Work<T> work) throws IOException {
      boolean strikes = starts(request);
      if (strikes && fate == Fate.CRASH_BEFORE) {
        throw crash();
      }
      if (strikes && fate == Fate.FAILS) {
        throw new IOException("simulated: refused");
      }
      T answer = work.run();
      if (strikes && fate == Fate.CRASH_AFTER) {
        throw crash();
      }
      if (strikes) {
        throw new IOException("simulated: no answer");
      }
      return answer;
    }

    private synchronized boolean starts(Request request) {
      asks(request);
      long change = changes++;
      return fate == Fate.FAILS ? change >= fateAt : change == fateAt;
    }

    private synchronized SimulatedCrash crash() {
      crashed = true;
      return new SimulatedCrash();
    }

    private synchronized void asks(Request request) {
      if (crashed) {
        throw new SimulatedCrash();
      }
      Runnable now = between;
      between = () -> {};
      now.run();
      between = now;
      requests++;
      counts.merge(request, 1, Integer::sum);
    }

    @Override
    public boolean putIfAbsent(String key, ByteBuffer content) throws IOException {
      return change(
          Request.PUT_IF_ABSENT,
          () -> {
            synchronized (MemoryObjects.this) {
              return objects.putIfAbsent(key, bytes(content)) == null;
            }
          });
    }

    private static byte[] bytes(ByteBuffer content) {
      byte[] bytes = new byte[content.remaining()];
      content.duplicate().get(bytes);
      return bytes;
    }

    @Override
    public void put(String key, ByteBuffer content) throws IOException {
      change(
          Request.PUT,
          () -> {
            synchronized (MemoryObjects.this) {
              objects.put(key, bytes(content));
              return true;
            }
          });
    }

    @Override
    public void get(String key, long startByte, ByteBuffer into) throws IOException {
      asks(Request.GET);
      byte[] found = find(key);
      if (found.length - startByte < into.remaining()) {
        throw new IOException("expected more bytes in " + key);
      }
      into.put(found, (int) startByte, into.remaining());
    }

    @Override
    public ByteBuffer get(String key) throws IOException {
      asks(Request.GET);
      return ByteBuffer.wrap(find(key).clone());
    }

    @Override
    public List<String> list(String prefix, String after) {
      asks(Request.LIST);
      return keys(prefix).stream().filter(key -> key.compareTo(after) > 0).toList();
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
      change(
          Request.DELETE,
          () -> {
            synchronized (MemoryObjects.this) {
              return objects.keySet().removeAll(keys);
            }
          });
    }
  }
}
