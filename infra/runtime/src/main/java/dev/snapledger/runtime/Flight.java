package dev.snapledger.runtime;

import dev.snapledger.runtime.parallel.Pending;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

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
    var _ = Pending.await(transaction);
  }
}
