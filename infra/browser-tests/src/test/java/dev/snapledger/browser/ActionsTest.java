package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class ActionsTest {
  @TempDir Path folder;
  private Stage stage;
  private Browser browser;

  @BeforeEach
  void open() {
    stage = Stage.open(folder);
    browser = stage.browser();
    stage.open(Stage.family(Stage.DISK));
    browser.see(".snap");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void takesASnapshotThatShowsAtOnce() {
    // given
    browser.clickText("Take snapshot");
    browser.type("#snapshot-name", "mine");
    browser.type("#snapshot-tags", "env=test");

    // when
    browser.click("dialog button[type=submit]");

    // then
    browser.see(".snap-name", "mine");
    browser.see(".badge", "creating");
    assertThat(browser.count("dialog")).isZero();
  }

  @Test
  void tellsInWordsWhyOneIsRefusedAndKeepsWhatWasTyped() {
    // given
    browser.clickText("Take snapshot");
    browser.type("#snapshot-name", FakeActions.TOO_OFTEN);

    // when
    browser.click("dialog button[type=submit]");

    // then
    browser.see("dialog .failure", "Too many incremental snapshots of this disk");
    browser.see("dialog .failure", "but found 7");
    browser.see("dialog .failure", "Possible again");
    browser.see("dialog .failure", "SnapshotRateExceeded");
    assertThat(browser.eval("document.getElementById('snapshot-name').value"))
        .isEqualTo(FakeActions.TOO_OFTEN);
  }

  @Test
  void asksBeforeItDeletesAndGivesUpByDefault() {
    // given
    browser.press(".snaps", Keys.HOME);
    browser.see(".side h2", "whole");
    browser.clickText("Delete");
    browser.see("dialog", "cannot be brought back");

    // when
    browser.pressFocused(Keys.ENTER);

    // then
    browser.until("document.querySelectorAll('dialog').length === 0");
    assertThat(browser.count(".graph .state-deleted")).isEqualTo(1);
    browser.clickText("Delete");
    browser.click("dialog .danger");
    browser.until("document.querySelectorAll('.graph .state-deleted').length === 2");
  }

  @Test
  void showsTheUrlOfAGrantOnce() {
    // given
    browser.press(".snaps", Keys.HOME, Keys.ARROW_DOWN);
    browser.see(".side h2", "snap-12");
    browser.clickText("Share", ".side");

    // when
    browser.click("dialog button[type=submit]");

    // then
    browser.see("#grant-url");
    assertThat(browser.eval("document.getElementById('grant-url').value"))
        .isEqualTo(FakeActions.URL);
    browser.clickText("Copy", "dialog");
    browser.see("dialog .hint", "Copied.");
    browser.click("dialog .dialog-buttons button");
    browser.see(".grants", "read until");
    browser.see(".snap .mark", "shared");
    assertThat(browser.eval("document.documentElement.outerHTML")).doesNotContain("sig=secret");
    assertThat(browser.eval("JSON.stringify(sessionStorage)")).doesNotContain("sig=secret");
    browser.clickText("Delete");
    browser.click("dialog .danger");
    browser.see("dialog .failure", "It is shared. End its shared access first.");
    browser.pressFocused(Keys.ESCAPE);
    browser.clickText("End all access");
    browser.click("dialog .danger");
    browser.see(".grants", "Nobody can read it by a URL.");
  }
}
