package dev.snapledger.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir private Path parent;

  @Test
  void endsWhatWasLeftLatestFirstAndThenDeletesItsFolder() throws IOException {
    // given
    List<String> ended = new ArrayList<>();
    Workspace workspace = Workspace.make(parent.resolve("new"));
    Path file = Files.writeString(workspace.folder("a").resolve("file"), "content");
    workspace.atEnd(() -> ended.add("first, file there: " + Files.exists(file)));
    workspace.atEnd(() -> ended.add("second"));

    // when
    workspace.close();
    workspace.close();

    // then
    assertThat(ended).containsExactly("second", "first, file there: true");
    assertThat(workspace.root()).doesNotExist();
    assertThat(parent.resolve("new")).isEmptyDirectory();
  }
}
