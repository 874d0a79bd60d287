package dev.snapledger.projections.query;

import dev.snapledger.projections.answer.Answer;
import java.util.function.Function;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.queryhandling.GenericQueryResponseMessage;
import org.axonframework.messaging.queryhandling.QueryHandler;

/**
 * How one kind of query is answered.
 *
 * @param kind the record of the query
 * @param answer answers it from the views as they are
 */
record Handler<Q extends LedgerQuery<?>>(Class<Q> kind, Function<Q, Answer<?>> answer) {
  private static final MessageType ANSWER = new MessageType(Answer.class);

  static <Q extends LedgerQuery<?>> Handler<Q> of(Class<Q> kind, Function<Q, Answer<?>> answer) {
    return new Handler<>(kind, answer);
  }

  /** Its name on the bus. */
  QualifiedName name() {
    return new QualifiedName(kind);
  }

  /** The handler for the bus: waits for the views, then answers. */
  QueryHandler after(Waiting waiting) {
    return (message, _) -> {
      Q query = kind.cast(message.payload());
      Answer<?> found = waiting.answer(query.minOffset(), () -> answer.apply(query));
      return MessageStream.just(new GenericQueryResponseMessage(ANSWER, found));
    };
  }
}
