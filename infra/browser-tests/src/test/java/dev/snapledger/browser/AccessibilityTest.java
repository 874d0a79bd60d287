package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

class AccessibilityTest {
  private static final String FAMILY = Stage.family(Stage.DISK);
  private static final String DIFF =
      "%s/diff/%s/%s"
          .formatted(FAMILY, FakeData.snapshot(Stage.DISK, 1), FakeData.snapshot(Stage.DISK, 12));

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
              data.addGrant(FakeData.snapshot(Stage.DISK, 12), "read");
              data.addGrant(FakeData.family(Stage.DISK), "write");
              data.addSnapshot(4, 30, "copying", "copy")
                  .put("region", "westus")
                  .put("state", "creating")
                  .remove(List.of("content", "completedAt"));
            });
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  private static void openFamily() {
    stage.open(FAMILY);
    browser.until("document.querySelectorAll('.snap .strip-map').length === 13");
  }

  @Test
  void hasNoFaultInAnyViewInTheLightAndInTheDark() {
    List<String> faults = new ArrayList<>();
    for (String scheme : new String[] {"light", "dark"}) {
      browser.prefer("prefers-color-scheme", scheme);
      browser.openFresh(stage.ledger(), Stage.DISKS);
      browser.see("#client-id");
      look("sign-in " + scheme, faults);
      browser.signIn(stage.ledger());
      browser.see(".disks tbody");
      look("disks " + scheme, faults);
      visit(FAMILY, ".snap .strip-map", faults);
      browser.press(".snaps", Keys.HOME, Keys.ARROW_DOWN, " ");
      browser.see(".grants", "read until");
      look("snapshot " + scheme, faults);
      browser.clickText("Copy to a region");
      browser.see("dialog");
      look("dialog " + scheme, faults);
      browser.pressFocused(Keys.ESCAPE);
      visit(Stage.family(4), ".copies progress", faults);
      visit(FAMILY + "?at=2026-01-01T05%3A10%3A00Z", ".past-mark", faults);
      visit(DIFF, ".ranges", faults);
      visit(FAMILY + "/events", ".events summary", faults);
      visit(Stage.DISKS + "/usage", ".usage", faults);
      visit("#/nowhere", ".empty h1", faults);
    }
    assertThat(faults).isEmpty();
  }

  private static void visit(String hash, String selector, List<String> faults) {
    browser.go(hash);
    browser.see(selector);
    look(hash, faults);
  }

  private static void look(String what, List<String> faults) {
    browser.faults().forEach(each -> faults.add(what + ": " + each));
    browser.nameless().forEach(each -> faults.add(what + " has no name: " + each));
  }

  @Test
  void theListOfSnapshotsTellsWhichIsChosenAndWhatItIs() {
    // given
    openFamily();

    // when
    browser.press(".snaps", Keys.HOME, Keys.ARROW_DOWN);

    // then
    assertThat(browser.see(".snaps").getAriaRole()).isEqualTo("listbox");
    assertThat(browser.see(".snaps").getAccessibleName()).isEqualTo("Snapshots, newest first");
    String chosen =
        "document.getElementById("
            + "document.querySelector('.snaps').getAttribute('aria-activedescendant'))";
    assertThat(browser.eval(chosen + ".getAttribute('aria-selected')")).isEqualTo("true");
    assertThat(browser.see(".snap[aria-selected=true]").getAccessibleName())
        .contains("snap-12", "incremental", "completed", "2026-01-01 12:00:00Z");
    assertThat(browser.eval("document.querySelector('.graph').getAttribute('aria-hidden')"))
        .isEqualTo("true");
  }

  @Test
  void whateverHasTheFocusShowsIt() {
    // given
    openFamily();
    browser.press(".snaps", Keys.HOME);
    browser.see(".side h2");
    browser.eval("document.getElementById('main').focus()");

    // when
    List<String> hidden = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < 30; i++) {
      browser.pressFocused(Keys.TAB);
      String outline =
          browser.eval(
              "(s => s.outlineStyle + ' ' + parseFloat(s.outlineWidth))"
                  + "(getComputedStyle(document.activeElement))");
      String element = browser.eval("document.activeElement.outerHTML.slice(0, 120)");
      seen.add(element);
      if (!element.startsWith("<body") && !outline.equals("solid 2")) {
        hidden.add(element + ": " + outline);
      }
    }

    // then
    assertThat(hidden).isEmpty();
    assertThat(seen).hasSizeGreaterThan(15);
  }

  @Test
  void aDialogKeepsTheFocusAndGivesItBack() {
    // given
    openFamily();
    browser.run(
        "[...document.querySelectorAll('button')]"
            + ".find(b => b.textContent === 'Take snapshot').focus()");
    browser.pressFocused(Keys.ENTER);
    browser.see("dialog");

    // when
    List<String> outside = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      browser.pressFocused(Keys.TAB);
      if (browser.eval("document.activeElement.closest('dialog, body').tagName").equals("BODY")
          && !browser.eval("document.activeElement.tagName").equals("BODY")) {
        outside.add(browser.eval("document.activeElement.outerHTML"));
      }
    }

    // then
    assertThat(outside).isEmpty();
    browser.press("#snapshot-name", Keys.ESCAPE);
    browser.until("document.querySelector('dialog') === null");
    browser.until("document.activeElement.textContent === 'Take snapshot'");
  }

  @Test
  void nothingMovesForWhoWantsNoMotion() {
    // given
    browser.prefer("prefers-reduced-motion", "no-preference");
    stage.open(Stage.family(4));
    browser.see(".snap");
    browser.until("document.querySelectorAll('.graph .state-creating').length === 1");
    browser.until("document.getAnimations().length > 0");

    // when
    browser.prefer("prefers-reduced-motion", "reduce");

    // then
    browser.until("document.getAnimations().length === 0");
    browser.prefer("prefers-reduced-motion", "no-preference");
  }

  @Test
  void whatIsRefusedWithoutADialogIsAnnounced() {
    // given
    openFamily();
    assertThat(browser.eval("document.getElementById('announcements').ariaLive"))
        .isEqualTo("polite");

    // when
    browser.press(".snaps", Keys.HOME, " ");

    // then
    browser.until(
        "document.getElementById('announcements').textContent"
            + ".includes('Only completed snapshots of the chain can be compared.')");
  }
}
