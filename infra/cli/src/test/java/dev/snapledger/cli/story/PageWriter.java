package dev.snapledger.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that writes the numbers from 1 on to a disk's first pages, one after the other and round
 * and round, each until it is confirmed; and compares what is read with what was confirmed.
 */
final class PageWriter implements AutoCloseable {
  private static final int PAGE = 512;
  private static final int PAGES = 32;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final long[] confirmed = new long[PAGES];
  private final ReentrantLock writing = new ReentrantLock();
  private final String url;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("page-writer").unstarted(this::run);
  private volatile boolean paused;
  private volatile boolean ended;
  private volatile long count;

  private PageWriter(String url) {
    this.url = url;
  }

  /** Starts to write to an address with shared access. */
  static PageWriter start(String url) {
    var writer = new PageWriter(url);
    writer.thread.start();
    return writer;
  }

  private void run() {
    while (!paused && !ended) {
      writing.lock();
      try {
        writeNext(count + 1);
      } catch (InterruptedException _) {
        return;
      } finally {
        writing.unlock();
      }
    }
  }

  private void writeNext(long number) throws InterruptedException {
    int page = (int) (number % PAGES);
    ByteBuffer bytes = ByteBuffer.allocate(PAGE);
    while (bytes.hasRemaining()) {
      bytes.putLong(number);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "&comp=page"))
            .timeout(ANSWER_MAX)
            .header("x-ms-page-write", "update")
            .header("x-ms-range", "bytes=%d-%d".formatted(page * PAGE, page * PAGE + PAGE - 1))
            .PUT(BodyPublishers.ofByteArray(bytes.array()))
            .build();
    while (!ended) {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 201) {
          confirmed[page] = number;
          count = number;
          return;
        }
      } catch (IOException _) {
        // Nobody knows whether it was written; the same is written again.
      }
    }
  }

  long confirmed() {
    return count;
  }

  void awaitConfirmed(long number, Duration max) {
    await().atMost(max).until(() -> count >= number);
  }

  /** Ends writing, when what is under way is confirmed. */
  void pause() {
    paused = true;
    writing.lock();
    try {
      assertThat(count).isPositive();
    } finally {
      writing.unlock();
    }
  }

  /**
   * Reads all pages, after a pause, and fails if one is not as it was confirmed.
   *
   * @return false if they cannot be read now
   */
  boolean check(String readUrl) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(readUrl))
            .timeout(ANSWER_MAX)
            .header("x-ms-range", "bytes=0-" + (PAGES * PAGE - 1))
            .build();
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException _) {
      return false;
    }
    if (answer.statusCode() == 503) {
      return false;
    }
    assertThat(answer.statusCode()).isEqualTo(206);
    ByteBuffer bytes = ByteBuffer.wrap(answer.body());
    for (int page = 0; page < PAGES; page++) {
      for (int i = 0; i < PAGE / Long.BYTES; i++) {
        assertThat(bytes.getLong()).as("page %d at %s", page, readUrl).isEqualTo(confirmed[page]);
      }
    }
    return true;
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
