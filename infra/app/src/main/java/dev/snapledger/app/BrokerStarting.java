package dev.snapledger.app;

import dev.snapledger.broker.BrokerFault;
import dev.snapledger.broker.EmbeddedBroker;
import dev.snapledger.broker.EmbeddedBrokerSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An embedded broker that starts on a thread of its own, which takes seconds, while its node opens
 * what needs no broker. Closing ends the start, if it still goes on, and closes the broker.
 */
final class BrokerStarting implements AutoCloseable {
  private final CompletableFuture<EmbeddedBroker> broker = new CompletableFuture<>();
  private final Thread thread;

  private BrokerStarting(EmbeddedBrokerSettings settings) {
    this.thread = Thread.ofPlatform().name("broker-start").daemon().unstarted(() -> run(settings));
  }

  static BrokerStarting begin(EmbeddedBrokerSettings settings) {
    var starting = new BrokerStarting(settings);
    starting.thread.start();
    return starting;
  }

  private void run(EmbeddedBrokerSettings settings) {
    try {
      broker.complete(EmbeddedBroker.start(settings));
    } catch (RuntimeException | Error e) { // Thrown again by await().
      broker.completeExceptionally(e);
    }
  }

  /**
   * The broker, once it serves.
   *
   * @throws BrokerFault if there is none, saying why
   */
  EmbeddedBroker await() {
    try {
      return broker.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BrokerFault fault) {
        throw fault;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    thread.interrupt(); // A start ends then, and leaves no process behind.
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!broker.isCompletedExceptionally()) {
      broker.join().close();
    }
  }
}
