package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What somebody does on a usual day; knows nothing of the server but what {@link Site} says. */
class StoryTest {
  private static final String SUBMIT = "dialog button[type=submit]";

  @TempDir Path folder;

  @Test
  void findsADiskComparesTwoSnapshotsAndTakesAnother() {
    try (Site site = Sites.forStory(folder);
        Browser browser = Browser.start()) {
      // given
      browser.openFresh(site, "");
      browser.signIn(site);
      browser.see(".disks", "data");
      browser.clickText("data");
      browser.see(".snap .strip-map");

      // when
      browser.press(".snaps", Keys.HOME, " ", Keys.ARROW_LEFT, " ");
      browser.clickText("Compare");

      // then
      browser.see(".totals", "Data");
      assertThat(browser.count(".ranges tbody tr")).isPositive();
      browser.clickText("data");
      browser.see(".snap .strip-map");
      browser.clickText("Take snapshot");
      browser.type("#snapshot-name", "story");
      browser.click("dialog button[type=submit]");
      browser.see(".snap-name", "story");
      browser.picture("story");
      browser.clickText("Events");
      browser.see(".event-type", "Incremental snapshot started");
    }
  }

  @Test
  void aNewcomerMakesADiskAndUsesAllThatCanBeDoneToIt() {
    try (Site site = Sites.fresh(folder);
        Browser browser = Browser.start()) {
      // given
      browser.openFresh(site, "");
      browser.signIn(site);
      browser.see(".first", "az disk create -g demo -n disk1");
      browser.clickText("Make the first disk");
      browser.until("document.querySelectorAll('#disk-region option').length > 1");
      browser.click(SUBMIT);
      browser.see("h1", "disk1");
      browser.clickText("Take snapshot");
      browser.type("#snapshot-name", "one");
      browser.click(SUBMIT);
      browser.see(".snap .badge", "completed");

      // when
      copyAndRestore(browser);
      browser.clickText("Share disk");
      browser.click(SUBMIT);
      browser.see("#grant-url");
      browser.clickText("Close");

      // then
      browser.see(".head .mark", "shared");
      browser.clickText("End shared access");
      browser.click("dialog .danger");
      browser.until("document.querySelector('.head .mark').hidden");
      browser.press("#past-slider", Keys.HOME);
      browser.see(".past-mark", "This is the past");
      browser.see(".empty", "There was no snapshot of this disk.");
      browser.clickText("Back to now");
      browser.go(browser.eval("location.hash.replace(/\\/f\\/.*/, '/usage')"));
      browser.see(".usage tbody", "2");
    }
  }

  private static void copyAndRestore(Browser browser) {
    browser.press(".snaps", Keys.HOME);
    browser.see(".side h2", "one");
    browser.clickText("Copy to a region");
    browser.until("document.querySelectorAll('#copy-region option').length > 0");
    browser.click(SUBMIT);
    browser.see(".snap-kind", "copy, ");
    browser.until(
        "[...document.querySelectorAll('.snap .badge')].every(b => b.textContent === 'completed')");
    browser.until("document.querySelector('.copies').hidden");
    browser.clickText("Make a disk");
    browser.click(SUBMIT);
    browser.see("h1", "one-restored");
  }
}
