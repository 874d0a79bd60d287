package dev.snapledger.app.holder;

import java.io.IOException;
import java.util.List;

/**
 * What the holder of the blocks says of itself, again and again.
 *
 * <pre>
 * snapledger-holder 1
 * ledger=ID of the event log
 * node=NAME
 * epoch=NUMBER
 * count=NUMBER
 * state=HOLDS | LEFT
 * url=ADDRESS
 * certificate=SHA-256
 * access=SHA-256
 * </pre>
 *
 * @param ledger which ledger the blocks are of
 * @param node name of the node
 * @param epoch the epoch of the names log that it began
 * @param count another one each time
 * @param state whether it still holds them
 * @param address where it answers
 */
public record SignOfLife(
    String ledger, String node, long epoch, long count, State state, HolderAddress address) {
  private static final String FIRST_LINE = "snapledger-holder 1";
  private static final List<String> NAMES =
      List.of("ledger", "node", "epoch", "count", "state", "url", "certificate", "access");

  /** Whether a node holds the blocks. */
  public enum State {
    HOLDS,
    LEFT
  }

  /** The text that {@link #parse} reads. */
  String text() {
    List<String> values =
        List.of(
            ledger,
            node,
            Long.toString(epoch),
            Long.toString(count),
            state.name(),
            address.url(),
            address.certificate(),
            address.access());
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (int i = 0; i < NAMES.size(); i++) {
      text.append(NAMES.get(i)).append('=').append(values.get(i)).append('\n');
    }
    return text.toString();
  }

  /**
   * Reads a sign.
   *
   * @throws IOException if it is none, or a newer version's
   */
  static SignOfLife parse(String key, String text) throws IOException {
    List<String> lines = text.lines().toList();
    if (lines.size() != NAMES.size() + 1 || !lines.getFirst().equals(FIRST_LINE)) {
      throw new IOException("expected '" + FIRST_LINE + "' in " + key + ", but found another form");
    }
    try {
      return new SignOfLife(
          value(lines, 1),
          value(lines, 2),
          Long.parseLong(value(lines, 3)),
          Long.parseLong(value(lines, 4)),
          State.valueOf(value(lines, 5)),
          new HolderAddress(value(lines, 6), value(lines, 7), value(lines, 8)));
    } catch (IllegalArgumentException e) {
      throw new IOException("expected a sign of a holder in " + key + ", but " + e, e);
    }
  }

  private static String value(List<String> lines, int line) {
    String begin = NAMES.get(line - 1) + "=";
    if (!lines.get(line).startsWith(begin)) {
      throw new IllegalArgumentException("expected " + begin + " in line " + (line + 1));
    }
    return lines.get(line).substring(begin.length());
  }
}
