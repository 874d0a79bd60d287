package dev.snapledger.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The diagrams of the documentation are drawn, by Mermaid itself. */
class DiagramsTest {
  /** Draws one; gives what is wrong with the picture, or how many things of some size are in it. */
  private static final String DRAW =
      """
      mermaid.render("diagram", arguments[0]).then(({ svg }) => {
        document.body.innerHTML = svg;
        const drawn = [...document.querySelectorAll("svg g :is(path, rect, circle, line, polygon, ellipse, text, foreignObject)")]
          .filter((each) => each.closest("defs, marker") === null)
          .map((each) => each.getBoundingClientRect())
          .filter(({ width, height }) => width + height > 0);
        return drawn.length === 0 ? "nothing is drawn" : drawn.length + " drawn";
      })\
      """;

  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.start();
    browser.openBlank();
    browser.load(Npm.mermaid());
    browser.run("mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static String draw(String text) {
    return browser.promised(DRAW, text);
  }

  /** Where diagrams are that cannot be drawn, and why. */
  private static List<String> faults(List<Diagram> diagrams) {
    var faults = new ArrayList<String>();
    for (Diagram diagram : diagrams) {
      String said = draw(diagram.text());
      if (!said.matches("[0-9]+ drawn")) {
        faults.add(diagram.place() + ": " + said);
      }
    }
    return faults;
  }

  @Test
  void everyDiagramOfTheDocumentationIsDrawn() throws IOException {
    // given
    List<Diagram> all = Diagram.ofAllPages();
    assertThat(all).isNotEmpty();

    // when, then
    assertThat(faults(all)).isEmpty();
  }

  @Test
  void aDiagramThatCannotBeDrawnIsNamed() {
    // given
    Path page = Diagram.ROOT.resolve("docs/page.md");
    List<String> lines =
        List.of(
            "# Page",
            "```mermaid",
            "flowchart LR",
            "  a --> b",
            "```",
            "text",
            "```mermaid",
            "flowchart LR",
            "  a -->",
            "```",
            "```mermaid",
            "flowchart LR",
            "```");

    // when
    List<String> faults = faults(Diagram.of(page, lines));

    // then
    assertThat(faults).hasSize(2);
    assertThat(faults.getFirst()).startsWith("docs/page.md:8: ").contains("Parse error on line");
    assertThat(faults.getLast()).isEqualTo("docs/page.md:12: nothing is drawn");
  }
}
