package dev.snapledger.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Mermaid block of a page.
 *
 * @param line where its text begins, from 1
 */
record Diagram(Path file, int line, String text) {
  static final Path ROOT = Path.of("..", "..");
  private static final String FENCE = "```";
  private static final String BEGIN = FENCE + "mermaid";

  /** Those of README.md and of every page below docs/, by their files. */
  static List<Diagram> ofAllPages() throws IOException {
    var pages = new ArrayList<Path>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
      below.filter(each -> each.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    var diagrams = new ArrayList<Diagram>();
    for (Path page : pages) {
      diagrams.addAll(of(page, Files.readAllLines(page)));
    }
    return diagrams;
  }

  static List<Diagram> of(Path file, List<String> lines) {
    var diagrams = new ArrayList<Diagram>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(BEGIN)) {
        int first = i + 1;
        while (i + 1 < lines.size() && !lines.get(i + 1).strip().equals(FENCE)) {
          i++;
        }
        diagrams.add(new Diagram(file, first + 1, String.join("\n", lines.subList(first, i + 1))));
      }
    }
    return diagrams;
  }

  String place() {
    return ROOT.relativize(file) + ":" + line;
  }
}
