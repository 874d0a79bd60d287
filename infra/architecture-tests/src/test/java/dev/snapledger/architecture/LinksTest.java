package dev.snapledger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of the documentation lead somewhere, and every page is on its map. */
class LinksTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path MAP = ROOT.resolve("docs/README.md");

  @TempDir Path folder;

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws Exception {
    // given
    List<Path> pages = pages();

    // when
    List<String> dead = new ArrayList<>();
    for (Path page : pages) {
      dead.addAll(deadLinks(page));
    }

    // then
    assertThat(pages).hasSizeGreaterThan(60);
    assertThat(dead).as("links to files or headings that are not there").isEmpty();
  }

  @Test
  void theMapNamesEveryPage() throws Exception {
    // given
    Set<Path> named =
        MarkdownPage.read(MAP).links().stream()
            .filter(link -> !link.contains("://"))
            .map(link -> target(MAP, link))
            .collect(Collectors.toCollection(TreeSet::new));

    // when
    Set<Path> unnamed = new TreeSet<>(pages());
    unnamed.removeIf(page -> !page.startsWith(MAP.getParent()) || page.equals(MAP));
    unnamed.removeAll(named);

    // then
    assertThat(unnamed).as("pages that docs/README.md does not lead to").isEmpty();
  }

  @Test
  void findsWhatIsDead() throws Exception {
    // given
    Files.writeString(folder.resolve("b.md"), "# Two `words`, twice\n\n# Two words twice\n");
    Path page =
        Files.writeString(
            folder.resolve("a.md"),
            """
            # Here
            [a](b.md) [b](b.md#two-words-twice) [c](b.md#two-words-twice-1) [d](#here) `[e](f.md)`
            [f](https://example.com/x) [g](c.md) [h](b.md#three) [i](#there)
            ```
            [j](d.md)
            ```
            """);

    // when, then
    assertThat(deadLinks(page))
        .extracting(dead -> dead.replaceFirst(".*: ", ""))
        .containsExactly("c.md", "b.md#three", "#there");
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> deploy = Files.walk(ROOT.resolve("infra/deploy"))) {
      Stream.of(top, docs, deploy)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(pages::add);
    }
    return pages;
  }

  private static List<String> deadLinks(Path page) throws IOException {
    List<String> dead = new ArrayList<>();
    for (String link : MarkdownPage.read(page).links()) {
      if (!link.contains("://") && !link.startsWith("mailto:") && !isThere(page, link)) {
        dead.add(page + ": " + link);
      }
    }
    return dead;
  }

  private static boolean isThere(Path page, String link) throws IOException {
    Path target = target(page, link);
    int anchor = link.indexOf('#');
    if (anchor < 0 || !Files.isRegularFile(target)) {
      return Files.exists(target);
    }
    return MarkdownPage.read(target).anchors().contains(link.substring(anchor + 1));
  }

  private static Path target(Path page, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? page : page.resolveSibling(path).normalize();
  }
}
