package dev.snapledger.app.upkeep;

import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import java.time.Duration;

/**
 * When and how a node scrubs its regions.
 *
 * @param every time from the end of one scrub of a region to the next
 * @param bytesPerSecondMax bytes a second that may be read
 */
public record ScrubChoice(Duration every, ScrubDepth depth, long bytesPerSecondMax) {
  /**
   * What the settings say.
   *
   * @throws dev.snapledger.app.config.InvalidSettingException if one cannot be used
   */
  public static ScrubChoice of(Settings settings) {
    return new ScrubChoice(
        settings.duration(Setting.SCRUB_EVERY),
        settings.choice(Setting.SCRUB_DEPTH, ScrubDepth.class),
        settings.number(Setting.SCRUB_RATE, 1, Long.MAX_VALUE / 10));
  }
}
