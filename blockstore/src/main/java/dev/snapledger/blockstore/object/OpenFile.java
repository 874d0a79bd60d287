package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** One opening of a file. Any thread may call. */
final class OpenFile implements StoreFile {
  private final FileNames names;
  private final CachedFile file;
  private final Syncing syncing;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Makes a file durable. */
  interface Syncing {
    void sync(CachedFile file, When when) throws IOException;
  }

  /** When what is synced has to be durable. */
  enum When {
    NOW,
    BEFORE_WHAT_FOLLOWS
  }

  OpenFile(FileNames names, CachedFile file, Syncing syncing) {
    this.names = names;
    this.file = file;
    this.syncing = syncing;
    file.enter();
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    return file.read(position, into);
  }

  @Override
  public boolean doubt(long startByte, long endByte) {
    return file.doubt(startByte, endByte);
  }

  @Override
  public void write(long position, ByteBuffer from) throws IOException {
    file.write(position, from);
  }

  @Override
  public void sync() throws IOException {
    syncing.sync(file, When.NOW);
  }

  @Override
  public void barrier() throws IOException {
    syncing.sync(file, When.BEFORE_WHAT_FOLLOWS);
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public void resize(long sizeBytes) throws IOException {
    file.resize(sizeBytes);
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      file.leave();
      names.closed(file);
    }
  }
}
