package dev.snapledger.cli.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line to a server that can be cut: every connection after some bytes of answers, or so that it
 * stays and says nothing more, or lets nothing more through to the server; or all of it at once.
 */
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 << 10;
  private static final long ALL = Long.MAX_VALUE;

  private final ServerSocket socket;
  private final int serverPort;
  private final long cutEveryBytes;
  private final long silentAfterBytes;
  private final long deafAfterBytes;
  private final long endsAfterBytes;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong cuts = new AtomicLong();
  private final CountDownLatch silent = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Ends(long cutEvery, long silentAfter, long deafAfter, long endsAfter) {}

  private Wire(int serverPort, Ends ends) throws IOException {
    this.serverPort = serverPort;
    this.deafAfterBytes = ends.deafAfter();
    this.cutEveryBytes = ends.cutEvery();
    this.silentAfterBytes = ends.silentAfter();
    this.endsAfterBytes = ends.endsAfter();
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Cuts each connection after that many bytes of answers. */
  static Wire cutEvery(int serverPort, long bytes) throws IOException {
    return new Wire(serverPort, new Ends(bytes, ALL, ALL, ALL));
  }

  /** Keeps each connection, but says nothing more there after that many bytes of answers. */
  static Wire silentAfter(int serverPort, long bytes) throws IOException {
    return new Wire(serverPort, new Ends(ALL, bytes, ALL, ALL));
  }

  /** Keeps each connection, but lets nothing more through after that many bytes of requests. */
  static Wire deafAfter(int serverPort, long bytes) throws IOException {
    return new Wire(serverPort, new Ends(ALL, ALL, bytes, ALL));
  }

  /** Cuts all connections, and every later one, after that many bytes of answers in all. */
  static Wire endsAfter(int serverPort, long bytes) throws IOException {
    return new Wire(serverPort, new Ends(ALL, ALL, ALL, bytes));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Bytes of requests so far. */
  long askedBytes() {
    return asked.get();
  }

  /** Bytes of answers so far. */
  long answeredBytes() {
    return answered.get();
  }

  /** Connections that were cut. */
  long cuts() {
    return cuts.get();
  }

  /** Waits until a connection says nothing more, or lets nothing more through. */
  void awaitSilence() throws InterruptedException {
    silent.await();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        Thread.ofVirtual().start(() -> pump(client, server, false));
        Thread.ofVirtual().start(() -> pump(server, client, true));
      } catch (IOException _) {
        return; // It was closed.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long moved = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        moved += count;
        (answers ? answered : asked).addAndGet(count);
        if (moved > (answers ? silentAfterBytes : deafAfterBytes)) {
          silent.countDown();
          closed.await();
          return;
        }
        if (answered.get() > endsAfterBytes) {
          return;
        }
        if (answers && moved > cutEveryBytes) {
          cuts.incrementAndGet();
          return;
        }
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException _) {
      // One end went away, and so does the other.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
