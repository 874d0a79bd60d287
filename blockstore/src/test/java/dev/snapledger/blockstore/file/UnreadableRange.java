package dev.snapledger.blockstore.file;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files of which one has a part that the disk does not give, until it is repaired. */
public final class UnreadableRange {
  private final Path file;
  private final long startByte;
  private final long endByte;
  private volatile boolean repaired;

  public UnreadableRange(Path file, long startByte, long endByte) {
    this.file = file;
    this.startByte = startByte;
    this.endByte = endByte;
  }

  /** From now on all can be read. */
  public void repair() {
    repaired = true;
  }

  /** The files with that part. */
  public FileAccess in(FileAccess files) {
    return (FileAccess)
        Proxy.newProxyInstance(
            FileAccess.class.getClassLoader(),
            new Class<?>[] {FileAccess.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(files, arguments);
                return answer instanceof StoreFile open && file.equals(arguments[0])
                    ? new Damaged(open)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private final class Damaged implements StoreFile {
    private final StoreFile open;

    Damaged(StoreFile open) {
      this.open = open;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      if (!repaired && position < endByte && position + into.remaining() > startByte) {
        throw new IOException("Input/output error");
      }
      return open.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
      open.write(position, from);
    }

    @Override
    public void sync() throws IOException {
      open.sync();
    }

    @Override
    public long size() throws IOException {
      return open.size();
    }

    @Override
    public void resize(long sizeBytes) throws IOException {
      open.resize(sizeBytes);
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }
}
