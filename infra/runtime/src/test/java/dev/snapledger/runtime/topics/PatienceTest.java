package dev.snapledger.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void takesTheAnswerAfterSilences() {
    assertThat(Patience.ASKED_MAX).isEqualTo(3);
    assertThat(Patience.ask(() -> silentUntil(Patience.ASKED_MAX), Patience::isSilence))
        .isEqualTo(Patience.ASKED_MAX);
  }

  @Test
  void endsWithTheLastSilence() {
    assertThatThrownBy(
            () -> Patience.ask(() -> silentUntil(Patience.ASKED_MAX + 1), Patience::isSilence))
        .hasMessage("silence " + Patience.ASKED_MAX);
    assertThat(asked).hasValue(Patience.ASKED_MAX);
  }

  @Test
  void endsAtOnceWithARefusal() {
    assertThatThrownBy(() -> Patience.ask(this::refused, Patience::isSilence)).hasMessage("no");
    assertThat(asked).hasValue(1);
  }

  @Test
  void knowsASilenceByItsCause() {
    assertThat(Patience.isSilence(new TimeoutException())).isTrue();
    assertThat(Patience.isSilence(new DisconnectException())).isTrue();
    assertThat(Patience.isSilence(new KafkaException(new TimeoutException()))).isTrue();
    assertThat(Patience.isSilence(new KafkaException(new java.util.concurrent.TimeoutException())))
        .isTrue();
    assertThat(Patience.isSilence(new AuthorizationException("no"))).isFalse();
    assertThat(Patience.isSilence(new KafkaException("no"))).isFalse();
  }

  private int silentUntil(int time) {
    if (asked.incrementAndGet() < time) {
      throw new TimeoutException("silence " + asked);
    }
    return asked.get();
  }

  private int refused() {
    asked.incrementAndGet();
    throw new AuthorizationException("no");
  }
}
