package dev.snapledger.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart as SVG: a bar for each contender, as long as its median, with a line from its minimum to
 * its maximum. The scale starts at zero and is linear. Needs no script and no font of its own.
 */
public final class BarChart {
  private static final int WIDTH = 760;
  private static final int LABEL_WIDTH = 150;
  private static final int BAR_WIDTH = 430;
  private static final int ROW_HEIGHT = 28;
  private static final int TOP = 44;
  private static final String OURS = "#1f6fb2";
  private static final String OTHERS = "#b8c4ce";

  private final String title;
  private final String unit;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String label, Series values, boolean ours) {}

  /** An empty chart. */
  public BarChart(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** Adds our bar. */
  public BarChart ours(String label, Series values) {
    bars.add(new Bar(label, values, true));
    return this;
  }

  /** Adds the bar of something that we are compared with. */
  public BarChart other(String label, Series values) {
    bars.add(new Bar(label, values, false));
    return this;
  }

  /** The whole file. */
  public String svg() {
    int height = TOP + bars.size() * ROW_HEIGHT + 16;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
        font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="16" y="26" font-size="15" font-weight="bold">%s, %s</text>
        """
            .formatted(WIDTH, height, WIDTH, height, escape(title), escape(unit)));
    double scale = BAR_WIDTH / bars.stream().mapToDouble(b -> b.values().max()).max().orElse(1);
    for (int i = 0; i < bars.size(); i++) {
      row(svg, bars.get(i), TOP + i * ROW_HEIGHT, scale);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Bar bar, int top, double scale) {
    Series values = bar.values();
    double end = LABEL_WIDTH + values.max() * scale;
    int middle = top + ROW_HEIGHT / 2;
    svg.append(
        """
        <text x="%d" y="%d" text-anchor="end">%s</text>
        <rect x="%d" y="%d" width="%s" height="%d" fill="%s"/>
        <line x1="%s" y1="%d" x2="%s" y2="%d" stroke="#333333"/>
        <text x="%s" y="%d">%s</text>
        """
            .formatted(
                LABEL_WIDTH - 8,
                middle + 4,
                escape(bar.label()),
                LABEL_WIDTH,
                top + 4,
                coordinate(values.median() * scale),
                ROW_HEIGHT - 8,
                bar.ours() ? OURS : OTHERS,
                coordinate(LABEL_WIDTH + values.min() * scale),
                middle,
                coordinate(end),
                middle,
                coordinate(end + 8),
                middle + 4,
                Figure.number(values.median())));
  }

  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
