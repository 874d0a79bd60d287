package dev.snapledger.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a page other pages can meet.
 *
 * @param file where it is
 * @param anchors of its headings, as GitHub makes them
 * @param links what it leads to, as written, listings excluded
 */
record MarkdownPage(Path file, Set<String> anchors, List<String> links) {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern TARGET = Pattern.compile("\\]\\([^)]*\\)");

  static MarkdownPage read(Path file) throws IOException {
    Set<String> anchors = new LinkedHashSet<>();
    List<String> links = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    boolean listing = false;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("```")) {
        listing = !listing;
      } else if (!listing) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
          String anchor = anchor(heading.group(1));
          int before = seen.merge(anchor, 1, Integer::sum) - 1;
          anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("x"));
        while (link.find()) {
          links.add(link.group(1));
        }
      }
    }
    return new MarkdownPage(file, anchors, links);
  }

  /** Lower case, without punctuation, blanks as hyphens. */
  private static String anchor(String heading) {
    return TARGET
        .matcher(heading)
        .replaceAll("]")
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
