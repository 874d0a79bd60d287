package dev.snapledger.cli.remote;

import dev.snapledger.cli.output.ShownException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Receives a body into a buffer, without holding any of it elsewhere, and nothing more of one that
 * is longer.
 */
final class BufferBody implements BodySubscriber<ByteBuffer> {
  private final ByteBuffer into;
  private final boolean cut;
  private final CompletableFuture<ByteBuffer> result = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private boolean left;

  private BufferBody(ByteBuffer into, boolean cut) {
    this.into = into;
    this.cut = cut;
  }

  /** A longer body is a {@link ShownException}, so that it is not asked for again. */
  static BufferBody whole(ByteBuffer into) {
    return new BufferBody(into, false);
  }

  /** Of a longer body there is its beginning. */
  static BufferBody beginning(ByteBuffer into) {
    return new BufferBody(into, true);
  }

  /** Bytes so far. */
  synchronized long receivedBytes() {
    return into.position();
  }

  /** Nothing is put into the buffer after this, whatever still arrives. */
  synchronized void leave() {
    left = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE); // What comes is bounded by the buffer.
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (left) {
        return;
      }
      if (buffer.remaining() > into.remaining()) {
        into.put(buffer.slice(buffer.position(), into.remaining()));
        endEarly();
        return;
      }
      into.put(buffer);
    }
  }

  private void endEarly() {
    if (cut) {
      result.complete(into);
    } else {
      result.completeExceptionally(
          new ShownException(
              "expected a body of at most %d bytes, but found more".formatted(into.limit())));
    }
    leave();
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.complete(into);
  }

  @Override
  public CompletionStage<ByteBuffer> getBody() {
    return result;
  }
}
