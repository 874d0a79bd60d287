package dev.snapledger.cli.remote;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Receives a body of at most a buffer's space, without holding any of it elsewhere. */
final class BufferBody implements BodySubscriber<ByteBuffer> {
  private final ByteBuffer into;
  private final CompletableFuture<ByteBuffer> result = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private boolean left;

  BufferBody(ByteBuffer into) {
    this.into = into;
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
        result.completeExceptionally(
            new IOException(
                "expected a body of at most %d bytes, but found more".formatted(into.limit())));
        leave();
        return;
      }
      into.put(buffer);
    }
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
