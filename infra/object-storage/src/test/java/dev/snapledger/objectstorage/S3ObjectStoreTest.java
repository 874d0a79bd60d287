package dev.snapledger.objectstorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.object.NoSuchObjectException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The port's promises, kept by a real server. */
class S3ObjectStoreTest {
  @TempDir static Path folder;
  private static S3Server server;

  private S3ObjectStore store;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    store = server.open("unit/" + test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void storesOnlyWhereNothingIs() throws IOException {
    // when
    boolean first = store.putIfAbsent("log/1", text("one"));
    boolean second = store.putIfAbsent("log/1", text("two"));

    // then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(store.get("log/1")).isEqualTo(text("one"));
  }

  @Test
  void letsOneOfManyStore() throws Exception {
    for (int round = 0; round < 20; round++) {
      // when
      String key = "log/" + round;
      List<Future<Boolean>> answers = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int writer = 0; writer < 8; writer++) {
          String mine = "writer " + writer;
          answers.add(threads.submit(() -> store.putIfAbsent(key, text(mine))));
        }
      }

      // then
      int winners = 0;
      for (int writer = 0; writer < 8; writer++) {
        if (answers.get(writer).get()) {
          winners++;
          assertThat(store.get(key)).isEqualTo(text("writer " + writer));
        }
      }
      assertThat(winners).isEqualTo(1);
    }
  }

  @Test
  void replacesAndReadsRanges() throws IOException {
    // given
    store.put("data/1", text("before"));
    store.put("data/1", text("0123456789"));

    // when
    ByteBuffer part = ByteBuffer.allocate(4);
    store.get("data/1", 3, part);

    // then
    assertThat(part.flip()).isEqualTo(text("3456"));
    assertThatThrownBy(() -> store.get("data/1", 8, ByteBuffer.allocate(4)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected bytes 8 to 11");
    assertThatThrownBy(() -> store.get("data/2")).isInstanceOf(NoSuchObjectException.class);
    assertThatThrownBy(() -> store.get("data/2", 0, ByteBuffer.allocate(1)))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("data/2");
  }

  @Test
  void listsInOrderBeyondAPageAndDeletesMany() throws IOException {
    // given
    int count = 1_100;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < count; i++) {
        String key = "log/%06d".formatted(i);
        Future<?> _ =
            threads.submit(
                () -> {
                  store.put(key, text("x"));
                  return key;
                });
      }
    }
    store.put("other/1", text("x"));

    // when
    List<String> all = store.list("log/", "log/");
    List<String> later = store.list("log/", "log/001090");

    // then
    assertThat(all).hasSize(count).isSorted();
    assertThat(later).hasSize(9).startsWith("log/001091");
    store.delete(all);
    assertThat(store.list("log/", "log/")).isEmpty();
    assertThat(store.list("other/", "other/")).containsExactly("other/1");
    store.delete(List.of("log/000001"));
  }

  @Test
  void anInterruptedThreadFinishesItsRequest() throws IOException {
    // when
    Thread.currentThread().interrupt();
    store.put("data/1", text("whole"));

    // then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.get("data/1")).isEqualTo(text("whole"));
  }

  @Test
  void saysWhatTheServerRefused() {
    try (S3ObjectStore stranger = server.open("unit", "wrong-secret")) {
      assertThatThrownBy(() -> stranger.put("data/1", text("x")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("storing data/1 in bucket " + S3Server.BUCKET)
          .hasMessageNotContaining("wrong-secret");
    }
  }

  @Test
  void readsTheAddress() {
    S3Settings settings =
        S3Settings.of("s3://bucket/a/b", null, "x", S3Settings.AddressStyle.HOST, null);
    assertThat(settings.bucket()).isEqualTo("bucket");
    assertThat(settings.prefix()).isEqualTo("a/b/");
    assertThatThrownBy(
            () -> S3Settings.of("http://x/y", null, "x", S3Settings.AddressStyle.HOST, null))
        .hasMessageContaining("expected s3://BUCKET/PREFIX");
    assertThat(new S3Settings.AccessKeys("name", "hidden").toString()).doesNotContain("hidden");
  }
}
