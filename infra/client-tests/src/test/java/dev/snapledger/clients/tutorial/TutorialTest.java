package dev.snapledger.clients.tutorial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.clients.Program;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that a reader types, block after block with the launcher, and what is there then. */
class TutorialTest {
  private static final long GIB = 1L << 30;
  private static final int PAGE_BYTES = 512;
  private static final int VHD_FOOTER_BYTES = 512;
  private static final String WALK = "## Sign in and try it";
  private static final String AFTER_WALK = "## Signing in";
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

  @Test
  void azAloneGetsAnIncrementalSnapshotItsDiffAndItsVhd() throws Exception {
    // given
    Program.required("az", "azure-cli", folder);
    var session = new ShellSession(folder);
    String reference = ShellSession.page("reference/azure.md");
    String walk = reference.substring(reference.indexOf(WALK), reference.indexOf(AFTER_WALK));
    ShellPage page = ShellPage.of("azure.md", walk);
    assertThat(page.blocks()).hasSizeGreaterThan(8);

    // when
    session.type(page);

    // then
    try (FileChannel vhd = FileChannel.open(session.made("snap2.vhd"))) {
      assertThat(vhd.size()).isEqualTo(GIB + VHD_FOOTER_BYTES);
      assertThat(words(vhd, 0)).isEqualTo("first");
      assertThat(words(vhd, 1 << 20)).isEqualTo("second");
    }
  }

  /** The text of a page, without what fills it up. */
  private static String words(FileChannel vhd, long startByte) throws Exception {
    ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
    vhd.read(page, startByte);
    return new String(page.array(), US_ASCII).strip();
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
        ShellPage.of(
            "page", "```sh\necho why > server.log\nfalse\n```\n\n```sh\ntouch after\n```\n");

    // when
    Program.Ended session =
        Program.required("bash", "bash", folder).run("-c", page.script(folder.toString()));

    // then
    assertThat(session.code()).isEqualTo(1);
    assertThat(session.out()).endsWith("why\n");
    assertThat(folder.resolve("after")).doesNotExist();
    assertThat(ShellPage.printed(session.out())).containsOnlyKeys("page:1");
  }
}
