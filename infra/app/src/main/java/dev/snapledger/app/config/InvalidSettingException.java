package dev.snapledger.app.config;

/** A setting cannot be used; the message names it and says what was expected and found. */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the setting and says what was expected and found. */
  public InvalidSettingException(String setting, String expected, String found) {
    super("setting %s: expected %s, but found '%s'".formatted(setting, expected, found));
  }
}
