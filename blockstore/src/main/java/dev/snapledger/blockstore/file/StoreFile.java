package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file, read and written at positions. Any thread may call. */
public interface StoreFile extends AutoCloseable {
  /**
   * Reads until the buffer is full or the file ends.
   *
   * @return bytes read, less than asked only at the end of the file
   */
  int read(long position, ByteBuffer into) throws IOException;

  /**
   * Told that bytes in {@code [startByte, endByte)} cannot be what was written. A file that keeps
   * copies of bytes that are elsewhere drops them there.
   *
   * @return whether the next read may give other bytes
   */
  default boolean doubt(long startByte, long endByte) {
    return false;
  }

  /** Writes all remaining bytes; a gap before the position becomes a hole that reads as zero. */
  void write(long position, ByteBuffer from) throws IOException;

  /** Makes content and size durable. */
  void sync() throws IOException;

  /**
   * Makes content and size durable before whatever is synced after this call, in any file; on its
   * own it may be lost. Where an order costs as much as durability, it is a {@link #sync}.
   */
  default void barrier() throws IOException {
    sync();
  }

  long size() throws IOException;

  /** Cuts the file, or grows it by a hole. */
  void resize(long sizeBytes) throws IOException;

  @Override
  void close() throws IOException;
}
