package dev.snapledger.app.config;

import org.jspecify.annotations.Nullable;

/**
 * Where metrics and health are served without TLS and sign-in.
 *
 * @param host address to listen at
 * @param port 0 for a free one; null for none
 */
public record ManagementChoice(String host, @Nullable Integer port) {
  /**
   * Reads the settings that begin with {@code management.}.
   *
   * @throws InvalidSettingException if one cannot be used
   */
  public static ManagementChoice of(Settings settings) {
    return new ManagementChoice(
        HttpChoice.host(settings, Setting.MANAGEMENT_HOST),
        settings.isGiven(Setting.MANAGEMENT_PORT)
            ? (Integer) (int) settings.number(Setting.MANAGEMENT_PORT, 0, 65_535)
            : null);
  }
}
