package dev.snapledger.cli.remote;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Sends requests, gives up where nothing moves, and when the process shall end. For any thread. */
final class Transport {
  private static final long LOOK_MILLIS = 100;

  private final HttpClient client;
  private final Pauses pauses;

  Transport(HttpClient client, Pauses pauses) {
    this.client = client;
    this.pauses = pauses;
  }

  /** The same for what has to be done although the process shall end. */
  Transport last() {
    return new Transport(client, pauses.last());
  }

  Pauses pauses() {
    return pauses;
  }

  /**
   * Sends a request whose answer is small. A connection that is not made in time carried nothing of
   * it, so {@link ClientLimits#CONNECTS_MAX} are tried.
   */
  HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    Duration max = pauses.isLast() ? ClientLimits.LAST_ANSWER_MAX : ClientLimits.ANSWER_MAX;
    for (int tried = 1; ; tried++) {
      try {
        return await(client.sendAsync(request, _ -> new SmallBody()), () -> 0, max);
      } catch (HttpConnectTimeoutException e) {
        if (tried == ClientLimits.CONNECTS_MAX || pauses.isLast()) {
          throw e;
        }
      }
    }
  }

  /**
   * Sends a request for bytes.
   *
   * @param into cleared; filled from its start by a body with status 206
   * @param other filled instead by any other answer, or the beginning of one
   */
  HttpResponse<ByteBuffer> send(HttpRequest request, ByteBuffer into, ByteBuffer other)
      throws IOException {
    BufferBody wanted = BufferBody.whole(into);
    BufferBody refusal = BufferBody.beginning(other);
    try {
      return await(
          client.sendAsync(request, info -> info.statusCode() == 206 ? wanted : refusal),
          () -> wanted.receivedBytes() + refusal.receivedBytes(),
          ClientLimits.STALL_MAX);
    } finally {
      wanted.leave();
      refusal.leave();
    }
  }

  private <T> T await(CompletableFuture<T> answer, LongSupplier moved, Duration stillMax)
      throws IOException {
    long before = 0;
    long still = 0;
    try {
      while (true) {
        pauses.check();
        try {
          return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          long now = moved.getAsLong();
          still = now == before ? still + LOOK_MILLIS : 0;
          before = now;
          if (still >= stillMax.toMillis()) {
            throw stalled(stillMax, e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("expected an answer, but was interrupted", e);
    } catch (ExecutionException e) {
      throw causeOf(e);
    } finally {
      answer.cancel(true);
    }
  }

  private static IOException stalled(Duration after, Exception cause) {
    IOException stalled =
        new HttpTimeoutException(
            "expected bytes within %d seconds, but none came".formatted(after.toSeconds()));
    stalled.initCause(cause);
    return stalled;
  }

  private static IOException causeOf(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException io -> io;
      case RuntimeException runtime -> throw runtime;
      case Error error -> throw error;
      case null, default -> new IOException("expected an answer, but " + e.getMessage(), e);
    };
  }
}
