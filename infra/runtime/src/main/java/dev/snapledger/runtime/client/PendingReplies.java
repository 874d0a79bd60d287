package dev.snapledger.runtime.client;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The commands that wait for their replies; safe for use by many threads. */
final class PendingReplies {
  private final ConcurrentMap<Key, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final Duration replyMax;

  private record Key(CommandId commandId, SubscriptionId subscriptionId) {
    static Key of(Command command) {
      return new Key(command.header().commandId(), command.header().subscriptionId());
    }
  }

  /**
   * At most {@code inFlightMax} commands that wait.
   *
   * @param replyMax how long each waits for its reply
   */
  PendingReplies(int inFlightMax, Duration replyMax) {
    this.places = new Semaphore(inFlightMax);
    this.replyMax = replyMax;
  }

  /**
   * The future of the command's reply; blocks while there is no place, but no longer than a reply
   * may take. A command that waits already shares the future of the first.
   */
  CompletableFuture<Reply> add(Command command) throws InterruptedException {
    Key key = Key.of(command);
    if (!places.tryAcquire(replyMax.toMillis(), TimeUnit.MILLISECONDS)) {
      return CompletableFuture.failedFuture(
          new CommandUnansweredException(
              key.commandId(), "too many other commands wait for replies", null));
    }
    CompletableFuture<Reply> mine = new CompletableFuture<>();
    CompletableFuture<Reply> first = waiting.putIfAbsent(key, mine);
    if (first != null) {
      places.release();
      return first;
    }
    var _ = mine.whenComplete((reply, failure) -> remove(key, mine));
    return mine.orTimeout(replyMax.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void remove(Key key, CompletableFuture<Reply> future) {
    waiting.remove(key, future);
    places.release();
  }

  void complete(Reply reply) {
    CompletableFuture<Reply> future =
        waiting.get(new Key(reply.commandId(), reply.subscriptionId()));
    if (future != null) {
      future.complete(reply);
    }
  }

  void fail(Command command, Throwable failure) {
    CompletableFuture<Reply> future = waiting.get(Key.of(command));
    if (future != null) {
      future.completeExceptionally(failure);
    }
  }

  void failAll(String why) {
    waiting.forEach(
        (key, future) ->
            future.completeExceptionally(
                new CommandUnansweredException(key.commandId(), why, null)));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** What a failure of the future means to who submitted the command. */
  static CommandUnansweredException unanswered(Command command, Throwable failure) {
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> unanswered(command, e.getCause());
      case CommandUnansweredException e -> e;
      case TimeoutException e ->
          new CommandUnansweredException(
              command.header().commandId(), "none came in the time allowed", e);
      default ->
          new CommandUnansweredException(
              command.header().commandId(), "sending it failed: " + failure.getMessage(), failure);
    };
  }
}
