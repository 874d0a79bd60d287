package dev.snapledger.browser;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Streams of changes that a test feeds and cuts. Safe for many threads. */
final class FakeStreams {
  private static final String CUT = "cut";

  private final List<BlockingQueue<String>> open = new CopyOnWriteArrayList<>();
  private final List<String> lastIds = new CopyOnWriteArrayList<>();

  /** Answers a request until it is cut. */
  void run(@Nullable String lastEventId, long offset, OutputStream out) throws IOException {
    lastIds.add(lastEventId == null ? "none" : lastEventId);
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    open.add(queue);
    try {
      send(out, "event: hello\ndata: {\"partition\":3,\"logOffset\":%d}\n\n".formatted(offset));
      for (String text = queue.take(); !text.equals(CUT); text = queue.take()) {
        send(out, text);
      }
      throw new IOException("expected to be cut");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("expected to go on");
      stopped.initCause(e);
      throw stopped;
    } finally {
      open.remove(queue);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Sends an event on every stream. */
  void tell(String event, long id, String data) {
    open.forEach(queue -> queue.add("id: %d\nevent: %s\ndata: %s\n\n".formatted(id, event, data)));
  }

  void cut() {
    open.forEach(queue -> queue.add(CUT));
  }

  int count() {
    return open.size();
  }

  /** {@code Last-Event-ID} of each request, in their order; "none" where there was none. */
  List<String> lastIds() {
    return List.copyOf(lastIds);
  }
}
