package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class BrowsingTest {
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

  @Test
  void findsDisksByNameAndState() {
    // given
    stage.open("");
    browser.see(".disks tbody tr");
    assertThat(browser.count(".disks tbody tr")).isEqualTo(3);

    // when
    browser.type("#disk-search", "ARCH");

    // then
    browser.until("document.querySelectorAll('.disks tbody tr').length === 1");
    browser.see(".disks", "archive");
    browser.type("#disk-search", "nowhere");
    browser.see(".empty", "No disk is like that.");
    browser.type("#disk-search", "o");
    browser.run(
        "const s = document.getElementById('disk-state'); s.value = 'deleted';"
            + "s.dispatchEvent(new Event('change'))");
    browser.see(".disks", "old");
    assertThat(browser.eval("location.hash")).contains("q=o").contains("state=deleted");
  }

  @Test
  void showsNamesAndTagsThatAreScriptsAsTexts() {
    // when
    stage.open(Stage.DISKS);
    browser.see(".disks", Stage.SCRIPT);
    browser.clickText(Stage.SCRIPT);

    // then
    browser.see("h1", Stage.SCRIPT);
    browser.see(".empty", "There is no snapshot of this disk.");
    browser.see(".line", "</script><script>");
    browser.go(Stage.family(4));
    browser.see(".snap-name", Stage.SCRIPT);
    browser.press(".snaps", Keys.HOME);
    browser.see(".side h2", Stage.SCRIPT);
    browser.clickText("Delete");
    browser.see("dialog", Stage.SCRIPT);
    browser.pressFocused(Keys.ESCAPE);
    assertThat(browser.eval("window.hacked")).isEqualTo("null");
    assertThat(browser.count("img")).isZero();
  }

  @Test
  void drawsTheChainWithLanesSignsAndStrips() {
    // when
    stage.open(Stage.family(Stage.DISK));
    browser.see(".snap .strip-map");

    // then
    browser.until("document.querySelectorAll('.snap').length === 15");
    assertThat(browser.count(".graph .node")).isEqualTo(15);
    assertThat(browser.count(".graph .lanes path")).isEqualTo(3);
    assertThat(browser.count(".graph .state-failed .cross")).isEqualTo(1);
    assertThat(browser.count(".graph .edges .source")).isEqualTo(2);
    browser.until("document.querySelectorAll('.snap .strip-map').length === 13");
    browser.see(".strip-none", "failed");
    browser.see(".gauge-note", "none left; frees up in 1 min");
    browser.click("#show-deleted");
    browser.until("document.querySelectorAll('.snap').length === 14");
  }

  @Test
  void walksTheChainByKeysAndComparesTwo() {
    // given
    stage.open(Stage.family(Stage.DISK));
    browser.see(".snap .strip-map");

    // when
    browser.press(".snaps", Keys.HOME, Keys.ARROW_DOWN, " ", Keys.ARROW_LEFT, " ");

    // then
    browser.see(".side h2", "snap-11");
    browser.see(".picks", "snap-12");
    assertThat(browser.eval("document.querySelectorAll('[aria-selected=true]').length"))
        .isEqualTo("1");
    browser.press(".snaps", Keys.ENTER);
    browser.until("document.activeElement.matches('.side h2')");
    browser.pressFocused(Keys.ESCAPE);
    browser.until("document.activeElement.matches('.snaps')");
    browser.clickText("Compare");
    browser.see("h1", "What differs");
    browser.see(".totals", "512 KiB");
    assertThat(browser.count(".ranges tbody tr")).isEqualTo(16);
    browser.see(".ranges", "cleared");
    browser.picture("diff");
  }

  @Test
  void tellsWhatEachEventSays() {
    // given
    stage.open(Stage.family(Stage.DISK) + "/events");

    // when
    browser.click(".events summary");

    // then
    browser.see(".events pre", FakeData.family(Stage.DISK));
    browser.see(".event-who", "client@192.0.2.1");
  }

  @Test
  void firstKeyLeadsToTheContent() {
    // given
    stage.open("");
    browser.see("h1", "Disks");

    // when
    browser.reload();
    browser.see("h1", "Disks");
    browser.pressFocused(Keys.TAB);

    // then
    browser.until("document.activeElement.id === 'skip'");
    browser.pressFocused(Keys.ENTER);
    browser.until("document.activeElement.id === 'main'");
  }
}
