package dev.snapledger.runtime;

import dev.snapledger.runtime.checkpoint.CheckpointFault;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of a Kafka transaction, and what each failure means: either the transaction is certainly
 * aborted and the batch can be tried again, or the session is lost. For one thread at a time.
 */
final class Transaction {
  private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

  /** How often a commit is asked for before its outcome counts as unknown. */
  static final int COMMIT_ATTEMPTS_MAX = 3;

  private final Producer<byte[], byte[]> producer;

  Transaction(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Commits all of it.
   *
   * @throws SessionLostException if it is not known whether it is committed
   * @throws KafkaException if it is not committed; {@link #abort} must follow
   */
  void commit() {
    for (int attempt = 1; ; attempt++) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException e) {
        // Only the very same call may follow a timeout: the commit may have happened.
        if (attempt == COMMIT_ATTEMPTS_MAX) {
          throw new SessionLostException(
              "expected a commit within %d attempts, but found none".formatted(attempt), e);
        }
        LOG.warn("Commit attempt {} of {} timed out", attempt, COMMIT_ATTEMPTS_MAX);
      }
    }
  }

  /**
   * Aborts after {@code failure}; when this returns nothing of the transaction will ever be read.
   *
   * @throws SessionLostException if that is not certain
   */
  void abort(RuntimeException failure) {
    if (failure instanceof InterruptException || fatal(failure)) {
      throw new SessionLostException("expected to go on with this producer, but", failure);
    }
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      e.addSuppressed(failure);
      throw new SessionLostException("expected to abort a transaction, but", e);
    }
  }

  private static boolean fatal(RuntimeException failure) {
    return failure instanceof ApplicationRecoverableException
        || failure instanceof AuthorizationException
        || failure instanceof AuthenticationException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof UnsupportedVersionException
        || failure instanceof CheckpointFault
        || failure instanceof IllegalStateException;
  }
}
