package dev.snapledger.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Writes much at a time, where the web server writes 8 KiB, or one TLS record, and wakes the client
 * for each. Without TLS the socket is given all that there is. With TLS the kernel collects the
 * records of a write and sends what is left at its end. For the thread of the connection.
 */
abstract class BulkWriter extends SingleWriter {
  /** What the web server writes at a time anyway. */
  static final int SMALL_BYTES = 8 * 1024;

  private final DataWriter inner;

  private BulkWriter(DataWriter inner) {
    this.inner = inner;
  }

  /**
   * A writer of a connection.
   *
   * @param inner the web server's; with TLS if {@code secure}
   * @param channel the same connection's; in blocking mode, with {@code TCP_NODELAY}
   */
  static BulkWriter of(DataWriter inner, boolean secure, SocketChannel channel) {
    return secure ? new Tls(inner, channel) : new Plain(inner, channel);
  }

  abstract void writeMuch(BufferData buffer) throws IOException;

  private static final class Plain extends BulkWriter {
    private final SocketChannel channel;

    Plain(DataWriter inner, SocketChannel channel) {
      super(inner);
      this.channel = channel;
    }

    @Override
    void writeMuch(BufferData buffer) throws IOException {
      // Not closed: it would close the connection.
      OutputStream out = channel.socket().getOutputStream();
      buffer.writeTo(out);
    }
  }

  private static final class Tls extends BulkWriter {
    private final DataWriter records;
    private final SocketChannel channel;

    Tls(DataWriter inner, SocketChannel channel) {
      super(inner);
      this.records = inner;
      this.channel = channel;
    }

    @Override
    void writeMuch(BufferData buffer) throws IOException {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, false);
      records.writeNow(buffer);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // Sends what is left, too.
    }
  }

  @Override
  public void writeNow(BufferData buffer) {
    if (buffer.available() <= SMALL_BYTES) {
      inner.writeNow(buffer);
      return;
    }
    try {
      writeMuch(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write to the client, but " + e, e);
    }
  }

  @Override
  public void flush() {
    inner.flush();
  }

  @Override
  public void close() {
    inner.close();
  }
}
