package dev.snapledger.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a child does when its parent asks, and when it is gone. */
@Timeout(60)
class QuestionsTest {
  private final PipedOutputStream parent = new PipedOutputStream();
  private final CountDownLatch orphaned = new CountDownLatch(1);

  @Test
  void givesEachLineAndThenNothing() throws Exception {
    // given
    Questions questions = Questions.read(new PipedInputStream(parent), orphaned::countDown);
    ask("one\ntwo\n");

    // when
    String one = questions.next();
    String two = questions.next();
    CompletableFuture<Optional<String>> end = new CompletableFuture<>();
    Thread child = Thread.ofPlatform().start(() -> end.complete(nextOf(questions)));
    Awaitility.await().until(() -> child.getState() == Thread.State.WAITING);
    parent.close();

    // then
    assertThat(one).isEqualTo("one");
    assertThat(two).isEqualTo("two");
    assertThat(end.join()).isEmpty();
    assertThat(orphaned.getCount()).isOne();
  }

  @Test
  void tellsWhenTheParentEndsWhileAQuestionIsAnswered() throws Exception {
    // given
    Questions questions = Questions.read(new PipedInputStream(parent), orphaned::countDown);
    ask("one\n");
    assertThat(questions.next()).isEqualTo("one");

    // when
    parent.close();

    // then
    orphaned.await();
  }

  private void ask(String lines) throws IOException {
    parent.write(lines.getBytes(UTF_8));
    parent.flush();
  }

  private static Optional<String> nextOf(Questions questions) {
    try {
      return Optional.ofNullable(questions.next());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
