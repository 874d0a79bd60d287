package dev.snapledger.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/**
 * Writes to a client; each time may take as long as a connection may be idle. What takes longer is
 * interrupted, which closes the socket. For the thread of the connection.
 */
final class PatientWriter extends SingleWriter {
  private final DataWriter inner;
  private final Patience patience;
  private final Stopwatch watch;

  PatientWriter(DataWriter inner, Patience patience, Stopwatch watch) {
    this.inner = inner;
    this.patience = patience;
    this.watch = watch;
  }

  private Stopwatch.Wait begin() {
    return watch.begin(watch.after(patience.idleMax()));
  }

  @Override
  public void writeNow(BufferData buffer) {
    try (Stopwatch.Wait _ = begin()) {
      inner.writeNow(buffer);
    }
  }

  @Override
  public void flush() {
    try (Stopwatch.Wait _ = begin()) {
      inner.flush();
    }
  }

  @Override
  public void close() {
    try (Stopwatch.Wait _ = begin()) {
      inner.close();
    }
  }
}
