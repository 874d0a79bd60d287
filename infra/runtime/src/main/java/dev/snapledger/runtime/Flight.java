package dev.snapledger.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.errors.InterruptException;

/** A round whose transaction is on its way. For the loop's thread. */
final class Flight {
  private final Round round;
  private final FutureTask<Void> transaction;

  private Flight(Round round, FutureTask<Void> transaction) {
    this.round = round;
    this.transaction = transaction;
  }

  /** Lets {@code executor} run the transaction of a round. */
  static Flight begin(Round round, Runnable transaction, Executor executor) {
    Flight flight = new Flight(round, new FutureTask<>(transaction, null));
    executor.execute(flight.transaction);
    return flight;
  }

  Round round() {
    return round;
  }

  /** Keeps the transaction from being begun; one that was begun goes on. */
  void cancel() {
    transaction.cancel(/* mayInterruptIfRunning= */ false);
  }

  /** Waits for the end, or runs the transaction if nobody began it; throws what it threw. */
  void await() {
    transaction.run();
    try {
      transaction.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
