package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  @TempDir Path folder;

  @Test
  void drawsADayABarAndTellsTheSameInNumbers() {
    try (Stage stage = Stage.open(folder)) {
      Browser browser = stage.browser();
      // given
      stage.open(Stage.DISKS);
      browser.see(".disks tbody");

      // when
      browser.clickText("Usage");

      // then
      browser.see("figcaption", "768 KiB today, 768 KiB at most");
      browser.see("figcaption", "12 today, 12 at most");
      assertThat(browser.count(".usage-chart rect")).isEqualTo(2 * 31);
      assertThat(heights(browser)).isEqualTo("0.0833,0.3333,1");
      assertThat(browser.count(".usage tbody tr")).isEqualTo(3);
      browser.see(".usage tbody tr:first-child", "48 GiB");
      browser.picture("usage");
      browser.run(
          "const s = document.getElementById('usage-days'); s.value = '92';"
              + "s.dispatchEvent(new Event('change'))");
      browser.until("document.querySelectorAll('.usage-chart rect').length === 2 * 92");
      assertThat(browser.eval("location.hash")).endsWith("/usage?days=92");
    }
  }

  /** Heights of the bars of the first chart, each once, in their order. */
  private static String heights(Browser browser) {
    return browser.eval(
        "[...new Set([...document.querySelector('.usage-chart').querySelectorAll('rect')]"
            + ".map(r => +(+r.getAttribute('height')).toFixed(4)))].join()");
  }
}
