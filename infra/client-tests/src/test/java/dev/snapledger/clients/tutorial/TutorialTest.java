package dev.snapledger.clients.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.clients.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that a reader types, block after block with the launcher, and what is there then. */
class TutorialTest {
  private static final long GIB = 1L << 30;
  private static final String PREPARED = "## 5. ";
  private static final String STAR = ".md) ★";

  @TempDir Path folder;

  @Test
  void leadsToADiskWithTheBytesOfBefore() throws Exception {
    // given
    var session = new ShellSession(folder);
    ShellPage tutorial = ShellPage.of("tutorial.md", ShellSession.page("tutorial.md"));
    assertThat(tutorial.blocks()).hasSizeGreaterThan(15);

    // when
    session.type(tutorial);

    // then
    Path image = session.made("image.raw");
    Path changed = session.made("changed.raw");
    Path restored = session.made("restored.raw");
    assertThat(Files.size(restored)).isEqualTo(GIB);
    assertThat(Files.mismatch(image, restored)).isEqualTo(-1);
    assertThat(Files.mismatch(image, changed)).isZero();
    assertThat(Files.mismatch(changed, session.made("snap2.vhd"))).isEqualTo(GIB);
  }

  @Test
  void howToPagesDoWhatTheySay() throws Exception {
    // given
    var session = new ShellSession(folder);
    String tutorial = ShellSession.page("tutorial.md");
    ShellPage all = ShellPage.of("tutorial.md", tutorial.substring(0, tutorial.indexOf(PREPARED)));
    List<String> starred = starred();
    for (String page : starred) {
      all = all.then(ShellPage.of(page, ShellSession.page("how-to/" + page)));
    }
    assertThat(starred).hasSizeGreaterThan(4);

    // when
    session.type(all);

    // then
    Path changed = session.made("changed.raw");
    assertThat(Files.mismatch(changed, session.made("mirror.raw"))).isEqualTo(-1);
    assertThat(Files.mismatch(changed, session.made("then.raw"))).isEqualTo(-1);
  }

  /** Pages that docs/how-to/README.md says are run. */
  private static List<String> starred() throws Exception {
    return ShellSession.page("how-to/README.md")
        .lines()
        .filter(line -> line.contains(STAR))
        .map(line -> line.substring(line.indexOf('(') + 1, line.indexOf(STAR) + ".md".length()))
        .toList();
  }

  @Test
  void aBlockThatFailsEndsTheSession() throws Exception {
    // given
    ShellPage page =
        ShellPage.of("page", "```sh\ntouch before\nfalse\n```\n\n```sh\ntouch after\n```\n");

    // when
    Program.Ended session =
        Program.required("bash", "bash", folder).run("-c", page.script(folder.toString()));

    // then
    assertThat(session.code()).isEqualTo(1);
    assertThat(folder.resolve("before")).exists();
    assertThat(folder.resolve("after")).doesNotExist();
    assertThat(ShellPage.printed(session.out())).containsOnlyKeys("page:1");
  }
}
