package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;

/**
 * What the product writes for a command, so that others write as much.
 *
 * @param commands number of commands
 * @param events number of their events
 * @param eventBytes mean bytes of an event's value and header
 * @param replyBytes mean bytes of a reply's value
 */
record OutputShape(long commands, long events, int eventBytes, int replyBytes) {
  static OutputShape of(Fields fields) {
    return new OutputShape(
        fields.number("commands"),
        fields.number("events"),
        (int) fields.number("eventBytes"),
        (int) fields.number("replyBytes"));
  }

  /** Says for one command after the other how many events it has; in the mean as many. */
  final class Cycle {
    private long sum;

    int nextEvents() {
      sum += events;
      int now = (int) (sum / commands);
      sum -= now * commands;
      return now;
    }
  }

  Cycle cycle() {
    return new Cycle();
  }
}
