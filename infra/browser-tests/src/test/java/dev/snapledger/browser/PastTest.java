package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class PastTest {
  private static final String FIVE = "?at=2026-01-01T05%3A10%3A00.000Z";

  @TempDir static Path folder;
  private static Stage stage;
  private static Browser browser;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder);
    browser = stage.browser();
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  private static void untilRows(int count) {
    browser.until("document.querySelectorAll('.snap').length === " + count);
  }

  private static void untilPicturesOf(String state, int count) {
    browser.until(
        "document.querySelectorAll('.graph .state-%s').length === %d".formatted(state, count));
  }

  @Test
  void aLinkLeadsToTheDiskAsItStood() {
    // when
    stage.open(Stage.family(Stage.DISK) + FIVE);

    // then
    browser.see(".past-mark", "This is the past: the disk as it stood at 2026-01-01 05:10:00Z.");
    untilRows(5);
    untilPicturesOf("deleted", 0);
    assertThat(browser.count(".headroom:not([hidden])")).isZero();
    browser.see(".snap .strip-map");
    browser.picture("past");
  }

  @Test
  void actionsAreOffInThePast() {
    // given
    stage.open(Stage.family(Stage.DISK) + FIVE);
    untilRows(5);

    // when
    browser.press(".snaps", Keys.HOME);
    browser.see(".side h2", "snap-5");

    // then
    String enabled =
        "[...document.querySelectorAll('main button')].filter(b => !b.disabled &&"
            + " b.getClientRects().length > 0).map(b => b.textContent).join()";
    assertThat(browser.eval(enabled)).isEqualTo("Back to now,Close,Compare with another");
    assertThat(browser.eval("location.hash")).contains("at=2026-01-01T05").contains("snap=");
    browser.clickText("Back to now");
    browser.until("!location.hash.includes('at=')");
    untilRows(15);
    browser.see(".side h2", "snap-5");
    assertThat(browser.eval(enabled)).contains("Take snapshot").contains("Delete");
  }

  @Test
  void keysWalkThroughHistoryByTheSlider() {
    // given
    stage.open(Stage.family(Stage.DISK));
    untilRows(15);
    browser.until("document.getElementById('past-slider').max > 20");

    // when
    browser.press("#past-slider", Keys.HOME);

    // then
    browser.see(".empty", "There was no snapshot of this disk.");
    browser.press("#past-slider", Keys.ARROW_RIGHT);
    untilRows(1);
    untilPicturesOf("creating", 1);
    browser.press("#past-slider", Keys.ARROW_RIGHT);
    untilPicturesOf("completed", 1);
    assertThat(browser.eval("document.getElementById('past-slider').ariaValueText"))
        .isEqualTo("2026-01-01 01:00:02Z");
    browser.press("#past-slider", Keys.END);
    untilRows(15);
    browser.until("document.getElementById('past-slider').ariaValueText === 'now'");
  }

  @Test
  void aTimeBeforeTheDiskIsSaidInWords() {
    // when
    stage.open(Stage.family(Stage.DISK) + "?at=2025-01-01T00%3A00%3A00.000Z");

    // then
    browser.see(".empty", "This disk was not there yet.");
    browser.clickText("Back to now");
    untilRows(15);
  }

  @Test
  void theEventLogEndsAtThatTime() {
    // given
    stage.open(Stage.family(Stage.DISK) + FIVE);
    untilRows(5);

    // when
    browser.clickText("Events");

    // then
    browser.see(
        ".past-mark", "This is the past: what had happened by 2026-01-01 05:10:00Z. Show all");
    browser.see(".events summary");
    assertThat(timesAfter("2026-01-01T05:10:00Z")).isZero();
    browser.clickText("Show all events");
    browser.until("!location.hash.includes('at=')");
    browser.see(".events summary");
    assertThat(timesAfter("2026-01-01T05:10:00Z")).isPositive();
  }

  private static int timesAfter(String instant) {
    return Integer.parseInt(
        browser.eval(
            "[...document.querySelectorAll('.events time')].filter(t => t.dateTime > '%s').length"
                .formatted(instant)));
  }

  @Test
  void theEventLogOfTimesBeforeTheDiskIsEmpty() {
    // when
    stage.open(Stage.family(Stage.DISK) + "/events?at=2025-01-01T00%3A00%3A00.000Z");

    // then
    browser.see(".empty", "Nothing had happened here by then.");
  }

  @Test
  void comingBackShowsWhatHappenedMeanwhile() {
    // given
    stage.open(Stage.family(4) + FIVE);
    untilRows(2);
    browser.until("document.getElementById('live').dataset.state === 'live'");

    // when
    stage
        .ledger()
        .change(
            FakeData.snapshot(4, 1),
            "SnapshotDeleted",
            row -> row.put("state", "deleted").put("deletedAt", "2026-02-01T00:00:00Z"));

    // then
    untilPicturesOf("completed", 2);
    browser.clickText("Back to now");
    untilPicturesOf("deleted", 1);
  }
}
