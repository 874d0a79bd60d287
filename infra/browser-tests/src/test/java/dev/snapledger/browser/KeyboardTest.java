package dev.snapledger.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A whole story without a mouse, from signing in to signing out. */
class KeyboardTest {
  @TempDir Path folder;

  @Test
  void doesAllByKeysAlone() {
    try (Stage stage = Stage.open(folder)) {
      Browser browser = stage.browser();
      // given
      browser.openFresh(stage.ledger(), Stage.DISKS);
      browser.until("document.activeElement.id === 'client-id'");
      browser.pressFocused("admin", Keys.TAB, "s3cret", Keys.ENTER);
      browser.see(".disks tbody");
      browser.tabTo(".disks a");
      browser.pressFocused(Keys.ENTER);
      browser.see(".snap .strip-map");

      // when
      browser.tabTo(".snaps");
      browser.pressFocused(Keys.ARROW_DOWN, " ", Keys.ARROW_LEFT, " ", Keys.ENTER);
      browser.until("document.activeElement.matches('.side h2')");
      browser.tabTo(".side button:not(.quiet)");
      browser.pressFocused(Keys.ESCAPE);
      browser.until("document.activeElement.matches('.snaps')");
      compareAndComeBack(browser);
      takeOne(browser);

      // then
      browser.see(".snap-name", "by-keys");
      browser.run("document.getElementById('main').focus()");
      browser.pressFocused(Keys.chord(Keys.SHIFT, Keys.TAB));
      browser.until("document.activeElement.id === 'sign-out'");
      browser.pressFocused(Keys.ENTER);
      browser.see("h1", "Sign in");
    }
  }

  private static void compareAndComeBack(Browser browser) {
    browser.pressFocused(Keys.chord(Keys.SHIFT, Keys.TAB));
    browser.until("document.activeElement.textContent === 'Compare'");
    browser.pressFocused(Keys.ENTER);
    browser.see("h1", "What differs");
    browser.see(".ranges");
    browser.tabTo(".line a.name");
    browser.pressFocused(Keys.ENTER);
    browser.see(".snap .strip-map");
  }

  private static void takeOne(Browser browser) {
    browser.tabTo(".button.primary");
    browser.pressFocused(Keys.ENTER);
    browser.see("dialog");
    browser.until("document.activeElement.id === 'snapshot-name'");
    browser.pressFocused(Keys.chord(Keys.CONTROL, "a"), "by-keys", Keys.ENTER);
  }
}
