package dev.snapledger.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path folder;

  @Test
  void opensAFreshFolderAndTheSameFolderAgain() throws Exception {
    // given
    Path root = folder.resolve("a/b");

    // when
    DataDirectory.open(root).close();

    // then
    assertThat(Files.readString(root.resolve("FORMAT"))).isEqualTo("snapledger-data 1\n");
    try (var again = DataDirectory.open(root)) {
      assertThat(again.broker()).isEqualTo(root.resolve("broker"));
    }
  }

  @Test
  void refusesAFolderInUseAndNamesTheProcess() {
    // given
    try (var first = DataDirectory.open(folder)) {
      // when // then
      assertThatThrownBy(() -> DataDirectory.open(first.root()))
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    DataDirectory.open(folder).close();
  }

  @Test
  void refusesANewerFormatAndLeavesItAlone() throws Exception {
    // given
    Files.writeString(folder.resolve("FORMAT"), "snapledger-data 2\n");

    // when // then
    assertThatThrownBy(() -> DataDirectory.open(folder))
        .hasMessageContaining("expected data of format 1 to 1")
        .hasMessageContaining("found format 2");
    assertThat(Files.readString(folder.resolve("FORMAT"))).isEqualTo("snapledger-data 2\n");
    assertThat(folder).isDirectoryNotContaining("glob:**{LOCK,HOLDER}");
  }

  @Test
  void refusesAFormatFileOfSomethingElse() throws Exception {
    // given
    Files.writeString(folder.resolve("FORMAT"), "photos");

    // when // then
    assertThatThrownBy(() -> DataDirectory.open(folder)).hasMessageContaining("found 'photos'");
  }

  @Test
  void refusesAFolderThatHoldsOtherThings() throws Exception {
    // given
    Files.writeString(folder.resolve("thesis.tex"), "x");

    // when // then
    assertThatThrownBy(() -> DataDirectory.open(folder)).hasMessageContaining("thesis.tex");
    assertThat(folder).isDirectoryNotContaining("glob:**{LOCK,HOLDER}");
  }

  @Test
  void takesAFolderWithTheKeysOfOtherNodesAsAFreshOne() throws Exception {
    // given
    Files.createDirectories(folder.resolve("auth"));

    // when
    DataDirectory.open(folder).close();

    // then
    assertThat(folder.resolve("FORMAT")).exists();
  }

  @Test
  void refusesAFile() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("thesis.tex"), "x");

    // when // then
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("expected a folder")
        .hasMessageContaining("found a file at " + file);
    assertThat(file).hasContent("x");
  }

  @Test
  void survivesACrashBeforeTheFormatWasInPlace() throws Exception {
    // given
    Files.writeString(folder.resolve("FORMAT.new"), "snapl");
    Files.writeString(folder.resolve("LOCK"), "123");

    // when
    DataDirectory.open(folder).close();

    // then
    assertThat(folder.resolve("FORMAT")).exists();
  }
}
