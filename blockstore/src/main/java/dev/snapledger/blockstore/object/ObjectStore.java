package dev.snapledger.blockstore.object;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * Whole objects by key, as an S3-compatible server keeps them. Any thread may call.
 *
 * <p>Keys are lower-case letters, digits, dashes and slashes. When a call returns, every later call
 * by anybody sees what it did. After an {@link IOException} from a change it is unknown whether the
 * change was made, or still will be.
 */
public interface ObjectStore {
  /**
   * Stores an object unless the key has one; the only operation with a condition.
   *
   * @param content from its position to its limit; both stay as they are
   * @return whether it was stored; false leaves what is there
   */
  boolean putIfAbsent(String key, ByteBuffer content) throws IOException;

  /** Stores an object in place of any other with that key. The buffer stays as it is. */
  void put(String key, ByteBuffer content) throws IOException;

  /**
   * Fills a buffer with bytes of an object.
   *
   * @throws NoSuchObjectException if the key has none
   * @throws IOException also if the object ends before the buffer is full
   */
  void get(String key, long startByte, ByteBuffer into) throws IOException;

  /**
   * All bytes of an object.
   *
   * @throws NoSuchObjectException if the key has none
   */
  ByteBuffer get(String key) throws IOException;

  /** Every key with that prefix that is greater than another one, ordered. */
  List<String> list(String prefix, String after) throws IOException;

  /** Removes objects; keys without one are passed over. */
  void delete(Collection<String> keys) throws IOException;
}
