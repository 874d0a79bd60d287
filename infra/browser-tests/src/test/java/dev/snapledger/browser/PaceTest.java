package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon large families are seen, and that they scroll. The best of some times counts. */
class PaceTest {
  private static final int OF_200 = 5;
  private static final int OF_500 = 6;
  private static final int TIMES = 4;
  private static final int PAINT_MILLIS_MAX = 1_000;

  /** A frame that takes longer is a hang. */
  private static final int FRAME_MILLIS_MAX = 500;

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
            });
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  /** From the begin of loading: {first contentful paint, all rows drawn}, the least of each. */
  private static int[] millisUntilSeen(int disk, int rows) {
    stage.open(Stage.family(disk));
    browser.until("document.querySelectorAll('.snap').length === " + rows);
    int[] least = {Integer.MAX_VALUE, Integer.MAX_VALUE};
    for (int i = 0; i < TIMES; i++) {
      browser.reload();
      browser.until("performance.getEntriesByName('family-drawn').length > 0");
      browser.until("performance.getEntriesByName('first-contentful-paint').length > 0");
      browser.until("document.querySelectorAll('.snap').length === " + rows);
      String figures =
          browser.eval(
              "['first-contentful-paint', 'family-drawn'].map(name => Math.round("
                  + "performance.getEntriesByName(name)[0].startTime)).join()");
      String[] parts = figures.split(",", -1);
      least[0] = Math.min(least[0], Integer.parseInt(parts[0]));
      least[1] = Math.min(least[1], Integer.parseInt(parts[1]));
    }
    System.out.println(
        "family of %d snapshots, best of %d: first contentful paint %d ms, all rows drawn %d ms"
            .formatted(rows, TIMES, least[0], least[1]));
    return least;
  }

  @Test
  void aFamilyOf200IsPaintedWithinASecond() {
    // when
    int[] millis = millisUntilSeen(OF_200, 200);

    // then
    assertThat(millis[0]).isLessThanOrEqualTo(PAINT_MILLIS_MAX);
    assertThat(millis[1]).isLessThanOrEqualTo(2 * PAINT_MILLIS_MAX);
  }

  @Test
  void aFamilyOf500IsPaintedWithinASecondToo() {
    // when
    int[] millis = millisUntilSeen(OF_500, 500);

    // then
    assertThat(millis[0]).isLessThanOrEqualTo(PAINT_MILLIS_MAX);
    assertThat(millis[1]).isLessThanOrEqualTo(3 * PAINT_MILLIS_MAX);
    browser.see(".gauge-value", "500 of 500");
    browser.picture("five-hundred");
  }

  @Test
  void aFamilyOf500ScrollsWithoutAHang() {
    // given
    stage.open(Stage.family(OF_500));
    browser.until("document.querySelectorAll('.snap').length === 500");
    browser.see(".snap .strip-map");

    // when
    browser.run(
        """
        window.frames500 = null;
        const gaps = [];
        let before = performance.now();
        const step = () => {
          const now = performance.now();
          gaps.push(now - before);
          before = now;
          scrollBy(0, 200);
          if (scrollY + innerHeight < document.documentElement.scrollHeight - 1) {
            requestAnimationFrame(step);
          } else {
            window.frames500 = gaps.map(Math.round).join();
          }
        };
        requestAnimationFrame(step);
        """);
    browser.until("window.frames500 !== null");

    // then
    int[] gaps =
        Arrays.stream(browser.eval("window.frames500").split(",", -1))
            .mapToInt(Integer::parseInt)
            .sorted()
            .toArray();
    System.out.println(
        "500 snapshots scrolled through in %d frames: middle %d ms, longest %d ms"
            .formatted(gaps.length, gaps[gaps.length / 2], gaps[gaps.length - 1]));
    assertThat(gaps).hasSizeGreaterThan(50);
    assertThat(gaps[gaps.length - 1]).isLessThanOrEqualTo(FRAME_MILLIS_MAX);
    browser.until("document.querySelector('.snap:last-child .strip-map') !== null");
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
}
