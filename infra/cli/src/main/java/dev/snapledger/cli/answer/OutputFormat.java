package dev.snapledger.cli.answer;

/** What an answer looks like. */
public enum OutputFormat {
  /** All that is known, for programs. */
  JSON,

  /** The columns that people look for, with a header. */
  TABLE,

  /** The same columns without a header, with a tab between two: for shells. */
  TSV
}
