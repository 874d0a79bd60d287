package dev.snapledger.runtime.client;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.TraceScope;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.kafka.TraceHeaders;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Submits commands through Kafka: produces to the command topic, and finds the replies by command
 * id among all that are committed to the reply topic from the opening on.
 *
 * <p>Keyed records are sent through Kafka's default partitioner, as any producer does. Safe for use
 * by many threads; one producer and one reader thread serve them all.
 */
public final class KafkaCommandClient implements CommandSubmitter, AutoCloseable {
  /** Most commands of one client that wait for their replies at the same time. */
  public static final int IN_FLIGHT_MAX = 10_000;

  /** How long a command waits for its reply unless it is said otherwise. */
  public static final Duration REPLY_MAX = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final PendingReplies pending;
  private final ReplyReader replies;
  private final Tracing tracing;
  private final ThreadLocal<CommandCodec> codec = ThreadLocal.withInitial(CommandCodec::new);

  private KafkaCommandClient(
      Producer<byte[], byte[]> producer,
      PendingReplies pending,
      ReplyReader replies,
      Tracing tracing) {
    this.tracing = tracing;
    this.producer = producer;
    this.pending = pending;
    this.replies = replies;
  }

  /**
   * Connects; when this returns, no reply to a command that is submitted can be missed.
   *
   * @throws KafkaException if the cluster cannot be reached or the topics do not exist
   */
  public static KafkaCommandClient open(KafkaConnection connection) {
    return open(connection, REPLY_MAX);
  }

  /** As above; each command waits for {@code replyMax} at most. */
  public static KafkaCommandClient open(KafkaConnection connection, Duration replyMax) {
    return open(connection, replyMax, Tracing.NONE);
  }

  /**
   * As above.
   *
   * @param tracing records the way from a command to its reply, where its sender is traced
   */
  public static KafkaCommandClient open(
      KafkaConnection connection, Duration replyMax, Tracing tracing) {
    PendingReplies pending = new PendingReplies(IN_FLIGHT_MAX, replyMax);
    ReplyReader replies = ReplyReader.start(connection, pending);
    try {
      return new KafkaCommandClient(
          new KafkaProducer<>(connection.producer()), pending, replies, tracing);
    } catch (KafkaException e) {
      replies.close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Reply> submit(Command command) {
    TraceParent sender = TraceScope.current();
    if (sender == null) {
      return submit(command, null);
    }
    Span span =
        tracing.begin(Span.Kind.CLIENT, "submit " + command.getClass().getSimpleName(), sender);
    return submit(command, span.context())
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                span.failed("no reply");
              } else if (reply.outcome() instanceof Rejected rejected) {
                span.say("ledger.code", rejected.code());
              }
              span.close();
            });
  }

  private CompletableFuture<Reply> submit(Command command, @Nullable TraceParent trace) {
    CompletableFuture<Reply> reply;
    try {
      reply = pending.add(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(
          new CommandUnansweredException(
              command.header().commandId(), "the thread was interrupted", e));
    }
    if (!reply.isDone()) {
      send(command, trace);
    }
    return reply.handle(
        (answer, failure) -> {
          if (failure == null) {
            return answer;
          }
          throw PendingReplies.unanswered(command, failure);
        });
  }

  private void send(Command command, @Nullable TraceParent trace) {
    byte[] key = SubscriptionKey.of(command.header().subscriptionId());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(LogTopics.COMMANDS, key, codec.get().encode(command));
    TraceHeaders.add(record.headers(), trace);
    try {
      var _ =
          producer.send(
              record,
              (sent, failure) -> {
                if (failure != null) {
                  pending.fail(command, failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      pending.fail(command, e);
    }
  }

  /** Closes within twice {@link KafkaLogClients#CLOSE_MAX}; what still waits for a reply fails. */
  @Override
  public void close() {
    producer.close(KafkaLogClients.CLOSE_MAX);
    replies.close();
    pending.failAll("the client was closed");
  }
}
