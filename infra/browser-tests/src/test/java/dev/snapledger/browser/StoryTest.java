package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What somebody does on a usual day; knows nothing of the server but what {@link Site} says. */
class StoryTest {
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
}
