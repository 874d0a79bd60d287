package dev.snapledger.bench.blocks;

import java.util.Locale;

/** What is measured, each in a unit of its own. */
enum Operation {
  INGEST("Ingest of the whole disk", Unit.SECONDS),
  CHANGE("Change of 1 % and snapshot", Unit.MILLIS),
  DIFF_ADJACENT("Diff of neighbours", Unit.MILLIS),
  DIFF_FAR("Diff of first and last", Unit.MILLIS),
  EXPORT_WARM("Export of a file, warm", Unit.SECONDS),
  EXPORT_COLD("Export as a stream, cold", Unit.SECONDS),
  EXPORT_DEPTH("Export by length of chain", Unit.SECONDS),
  SCRUB("Scrub, cold", Unit.SECONDS),
  DELETE("Delete of a snapshot", Unit.MILLIS),
  LARGE_SEAL("Large disk: metadata of 1 %", Unit.MILLIS),
  LARGE_INDEX("Large disk: index of 1 %", Unit.MILLIS),
  LARGE_OPEN("Large disk: open of the store", Unit.MILLIS),
  LARGE_LOOK_UP("Large disk: look-up", Unit.NANOS),
  LARGE_DIFF_ADJACENT("Large disk: neighbours", Unit.MILLIS),
  LARGE_DIFF_FAR("Large disk: first and last", Unit.MILLIS);

  /** How a time is shown. */
  enum Unit {
    SECONDS("s", 1e9),
    MILLIS("ms", 1e6),
    NANOS("ns", 1);

    private final String sign;
    private final double nanos;

    Unit(String sign, double nanos) {
      this.sign = sign;
      this.nanos = nanos;
    }

    String sign() {
      return sign;
    }
  }

  private final String title;
  private final Unit unit;

  Operation(String title, Unit unit) {
    this.title = title;
    this.unit = unit;
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  /** Its name for files. */
  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Unit unit() {
    return unit;
  }

  /** A time in the unit. */
  double of(double nanos) {
    return nanos / unit.nanos;
  }

  /** A time in the unit, in seconds. */
  double seconds(double value) {
    return value * unit.nanos / Unit.SECONDS.nanos;
  }
}
