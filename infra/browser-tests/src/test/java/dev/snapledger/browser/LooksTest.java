package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class LooksTest {
  @TempDir static Path folder;
  private static Stage stage;
  private static Browser browser;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder);
    browser = stage.browser();
    stage.ledger().with(data -> data.addGrant(FakeData.snapshot(Stage.DISK, 12), "read"));
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void looksSoberInTheLightInTheDarkAndOnAPhone() {
    for (String scheme : new String[] {"light", "dark"}) {
      browser.prefer("prefers-color-scheme", scheme);
      browser.resize(1400, 900);
      browser.openFresh(stage.ledger(), Stage.family(Stage.DISK));
      browser.see("#client-id");
      browser.picture("sign-in-" + scheme);
      browser.signIn(stage.ledger());
      browser.see(".snap .strip-map");
      browser.until("document.querySelectorAll('.snap .strip-map').length === 13");
      browser.picture("family-" + scheme);
      browser.press(".snaps", Keys.HOME, Keys.ARROW_DOWN);
      browser.see(".grants", "read until");
      browser.picture("snapshot-" + scheme);
      browser.go(Stage.DISKS);
      browser.see(".disks tr");
      browser.picture("disks-" + scheme);
      browser.resize(360, 740);
      browser.go(Stage.family(Stage.DISK));
      browser.see(".snap .strip-map");
      browser.picture("phone-" + scheme);
      assertThat(overflow()).isEqualTo("0");
      browser.press(".snaps", Keys.ENTER);
      browser.see(".side h2");
      browser.picture("phone-snapshot-" + scheme);
      assertThat(overflow()).isEqualTo("0");
    }
    browser.resize(1400, 900);
  }

  private static String overflow() {
    return browser.eval(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @Test
  void aChosenThemeWinsOverTheSystems() {
    // given
    browser.prefer("prefers-color-scheme", "light");
    stage.open("");
    browser.see("h1", "Disks");
    String light = browser.eval("getComputedStyle(document.body).backgroundColor");

    // when
    browser.run(
        "const t = document.getElementById('theme'); t.value = 'dark';"
            + "t.dispatchEvent(new Event('change'))");

    // then
    assertThat(browser.eval("getComputedStyle(document.body).backgroundColor")).isNotEqualTo(light);
    assertThat(browser.eval("localStorage.getItem('theme')")).isEqualTo("dark");
  }

  @Test
  void breaksNoneOfItsOwnPolicies() {
    // given
    browser.complaints();

    // when
    stage.open(Stage.family(Stage.DISK));
    browser.see(".snap .strip-map");
    browser.go(Stage.family(Stage.DISK) + "/events");
    browser.see(".events summary");

    // then
    assertThat(browser.complaints()).isEmpty();
  }
}
