package dev.snapledger.cli.remote;

import dev.snapledger.cli.output.ShownException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Receives a body that is kept in memory, of at most {@link ClientLimits#ANSWER_BYTES_MAX}. A
 * longer one is a {@link ShownException}, so that it is not asked for again; nothing more of it is
 * read.
 */
final class SmallBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> kept = BodySubscribers.ofByteArray();
  private Flow.@Nullable Subscription subscription;
  private long bytes;
  private boolean ended;

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    kept.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (ended) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (bytes <= ClientLimits.ANSWER_BYTES_MAX) {
      kept.onNext(buffers);
    } else {
      refuse();
    }
  }

  private void refuse() {
    ended = true;
    kept.onError(
        new ShownException(
            "expected an answer of at most %d bytes, but found more"
                .formatted(ClientLimits.ANSWER_BYTES_MAX)));
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    kept.onError(failure);
  }

  @Override
  public void onComplete() {
    kept.onComplete();
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return kept.getBody();
  }
}
