package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class LooksTest {
  private static final int OF_200 = 5;
  private static final int OF_500 = 6;

  @TempDir static Path folder;
  private static Stage stage;
  private static Browser browser;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder);
    browser = stage.browser();
    stage
        .ledger()
        .with(
            data -> {
              data.addDisk(OF_200, "two-hundred", "active");
              data.addChain(OF_200, 200);
              data.addDisk(OF_500, "five-hundred", "active");
              data.addChain(OF_500, 500);
              data.addGrant(FakeData.snapshot(Stage.DISK, 12));
            });
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
      browser.prefer(scheme);
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
    browser.prefer("light");
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

  @Test
  void asksForStripsOfWhatIsSeenAlone() {
    // given
    stage.open(Stage.family(OF_500));
    browser.until("document.querySelectorAll('.snap').length === 500");
    browser.see(".snap .strip-map");

    // when
    browser.run("scrollTo(0, document.body.scrollHeight)");

    // then
    browser.until("document.querySelector('.snap:last-child .strip-map') !== null");
    int strips = browser.count(".snap .strip-map");
    assertThat(strips).isBetween(20, 150);
    assertThat(browser.count("svg.graph")).isEqualTo(1);
    System.out.println("500 snapshots: strips asked for after a jump to the end: " + strips);
  }

  @Test
  void tellsHowSoonAFamilyOf200IsSeen() {
    // given
    stage.open(Stage.family(OF_200));
    browser.see(".snap");

    // when
    browser.reload();
    browser.until("performance.getEntriesByName('family-drawn').length > 0");
    browser.until("document.querySelectorAll('.snap').length === 200");

    // then
    String figures =
        browser.eval(
            "[Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
                + " ?? -1), Math.round(performance.getEntriesByName('family-drawn')[0].startTime),"
                + " performance.getEntriesByType('resource').filter(e =>"
                + " e.name.endsWith('.mjs')).length].join()");
    String[] parts = figures.split(",", -1);
    System.out.println(
        "family of 200 snapshots: first contentful paint %s ms, all rows drawn %s ms, %s modules"
            .formatted(parts[0], parts[1], parts[2]));
    assertThat(parts).hasSize(3);
  }
}
