package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
  @TempDir Path folder;
  private Stage stage;
  private Browser browser;

  @BeforeEach
  void open() {
    stage = Stage.open(folder);
    browser = stage.browser();
    stage.open(Stage.family(Stage.DISK));
    browser.see(".snap");
    browser.see(".live[data-state=live]");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void showsAChangeAsItHappens() {
    // when
    stage
        .ledger()
        .change(
            FakeData.snapshot(Stage.DISK, 12), "SnapshotFailed", row -> row.put("state", "failed"));

    // then
    browser.until("document.querySelectorAll('.snap .badge.state-failed').length === 2");
    browser.until("document.querySelectorAll('.graph .state-failed').length === 2");
  }

  @Test
  void goesOnBehindTheLastEventAfterACut() {
    // given
    stage.ledger().change(FakeData.snapshot(Stage.DISK, 12), "SnapshotUpdated", _ -> {});
    long[] last = new long[1];
    stage.ledger().with(data -> last[0] = data.events().size() - 1L);

    // when
    stage.ledger().streams().cut();

    // then
    browser.await("a second stream", () -> stage.ledger().streams().lastIds().size() == 2);
    browser.see(".live[data-state=live]");
    assertThat(stage.ledger().streams().lastIds()).containsExactly("none", Long.toString(last[0]));
  }

  @Test
  void loadsAfreshWhenSomethingWasMissed() {
    // given
    stage.ledger().with(data -> data.addSnapshot(Stage.DISK, 30, "missed", "incremental"));

    // when
    stage.ledger().streams().tell("gap", 99, "{\"partition\":3,\"logOffset\":99}");

    // then
    browser.see(".snap-name", "missed");
  }

  @Test
  void saysThatTheServerIsGoneAndComesBackWithIt() {
    // when
    stage.ledger().stop();

    // then
    browser.see(".live", "reconnecting");
    browser.clickText("Events");
    browser.see(".failure", "The server cannot be reached.");
    stage.ledger().comeBack();
    browser.clickText("Try again");
    browser.see(".events summary");
    browser.see(".live[data-state=live]");
  }
}
