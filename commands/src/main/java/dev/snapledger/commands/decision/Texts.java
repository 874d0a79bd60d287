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
        : "\"%s…\" (%d characters)".formatted(text.substring(0, FOUND_CHARS_MAX), text.length());
  }
}
