package dev.snapledger.app.logging;

/** How log lines look. */
public enum LogFormat {
  /** For people, on standard error. */
  TEXT,
  /** One JSON object a line, on standard output, with what people are told among them. */
  JSON
}
