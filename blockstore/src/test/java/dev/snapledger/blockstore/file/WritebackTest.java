package dev.snapledger.blockstore.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WritebackTest {
  private final AtomicInteger syncs = new AtomicInteger();

  @Test
  void syncsOnceForSoManyBytes() throws IOException {
    // given
    Writeback writeback = new Writeback(syncs::incrementAndGet, 100);

    // when
    writeback.wrote(99);
    writeback.finish();

    // then
    assertThat(syncs).hasValue(0);

    // when
    writeback.wrote(1);
    writeback.finish();
    writeback.wrote(99);
    writeback.finish();

    // then
    assertThat(syncs).hasValue(1);
  }

  @Test
  void startsNoSecondSyncBesideOneThatRuns() throws IOException {
    // given
    CompletableFuture<String> go = new CompletableFuture<>();
    Writeback writeback =
        new Writeback(
            () -> {
              syncs.incrementAndGet();
              go.join();
            },
            100);

    // when
    writeback.wrote(100);
    writeback.wrote(100);
    go.complete("go");
    writeback.finish();

    // then
    assertThat(syncs).hasValue(1);

    // when what was written beside it is still to be synced
    writeback.wrote(0);
    writeback.finish();

    // then
    assertThat(syncs).hasValue(2);
  }

  @Test
  void saysAtTheNextCallThatASyncFailed() throws IOException {
    // given
    Writeback writeback =
        new Writeback(
            () -> {
              throw new IOException("the device is gone");
            },
            100);
    writeback.wrote(100);

    // then
    assertThatThrownBy(writeback::finish)
        .isInstanceOf(IOException.class)
        .hasMessage("the device is gone");
  }
}
