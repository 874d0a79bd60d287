package dev.snapledger.commands.decision;

import dev.snapledger.commands.type.ResourceName;

/** How values are written in messages for people. */
final class Texts {
  /** Longest piece of a caller's text that a message repeats. */
  static final int FOUND_CHARS_MAX = 100;

  private Texts() {}

  /** Resource group and name, as {@code group/name}. */
  static String name(ResourceName name) {
    return name.resourceGroup() + "/" + name.name();
  }

  /** A caller's text in quotes, shortened to {@link #FOUND_CHARS_MAX} characters. */
  static String quoted(String text) {
    return text.length() <= FOUND_CHARS_MAX
        ? "\"" + text + "\""
        : "\"%s\" (%d characters)".formatted(shortened(text), text.length());
  }

  /** At most {@link #FOUND_CHARS_MAX} characters and an ellipsis; never half a character. */
  static String shortened(String text) {
    if (text.length() <= FOUND_CHARS_MAX) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(FOUND_CHARS_MAX - 1))
            ? FOUND_CHARS_MAX - 1
            : FOUND_CHARS_MAX;
    return text.substring(0, end) + "…";
  }
}
