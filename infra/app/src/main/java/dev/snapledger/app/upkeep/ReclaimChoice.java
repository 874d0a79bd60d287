package dev.snapledger.app.upkeep;

import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import java.time.Duration;

/**
 * When and how fast a node frees space.
 *
 * @param every time between two looks
 * @param deadPercentMin dead part of a segment from which on it is compacted, 1 to 100
 * @param bytesPerSecondMax bytes a second that may be moved
 */
public record ReclaimChoice(Duration every, int deadPercentMin, long bytesPerSecondMax) {
  /**
   * What the settings say.
   *
   * @throws dev.snapledger.app.config.InvalidSettingException if one cannot be used
   */
  public static ReclaimChoice of(Settings settings) {
    return new ReclaimChoice(
        settings.duration(Setting.RECLAIM_EVERY),
        (int) settings.number(Setting.RECLAIM_DEAD_PERCENT, 1, 100),
        settings.number(Setting.RECLAIM_RATE, 1, Long.MAX_VALUE / 10));
  }
}
