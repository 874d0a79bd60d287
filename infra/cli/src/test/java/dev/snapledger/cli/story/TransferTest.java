package dev.snapledger.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.cli.LedgerCli;
import dev.snapledger.cli.LedgerCommand;
import dev.snapledger.cli.LedgerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes from files and pipes to disks, to snapshots, and back; compared one by one. */
class TransferTest {
  private static final String G = "transfer";
  private static final int MIB = 1 << 20;

  /** What the system gives for a process that SIGTERM ended. */
  private static final int STOPPED = 143;

  @TempDir static Path folder;
  private static RunningServer server;
  private static Images image;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start(folder.resolve("data"), Map.of("policy.name", "azure-current"));
    server.done("group", "create", "-n", G, "-l", "eastus");
    image = Images.create(folder.resolve("image.raw"), Images.GIB, 7);
    image.fill(0, 5 * MIB + 1000);
    image.fill(Images.GIB - 3 * MIB, 3 * MIB);
    image.scatter(60, 700);
    server.done("disk", "import", "-g", G, "disk", image.file().toString());
    server.done("snapshot", "create", "-g", G, "-n", "base", "--source", "disk", "--incremental");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Path export(String snapshot, String file, String... more) {
    Path path = folder.resolve(file);
    server.done(
        RunningServer.with(
            new String[] {"snapshot", "export", "-g", G, snapshot, path.toString()}, more));
    return path;
  }

  private static void importDisk(String name, Path file) {
    server.done("disk", "import", "-g", G, "-n", name, file.toString());
  }

  private static void snapshot(String name, String disk) {
    server.done("snapshot", "create", "-g", G, "-n", name, "--source", disk, "--incremental");
  }

  @Test
  void anExportIsWhatWasImportedWithHolesAndAFooter() throws Exception {
    // when
    Path raw = export("base", "base.raw", "--format", "raw");
    Path vhd = export("base", "base.vhd");
    Path read = folder.resolve("disk.raw");
    server.done("disk", "read", "-g", G, "disk", read.toString());

    // then
    assertThat(Files.mismatch(raw, image.file())).isEqualTo(-1);
    assertThat(Files.mismatch(read, image.file())).isEqualTo(-1);
    assertThat(Files.mismatch(vhd, image.file())).isEqualTo(Images.GIB);
    assertThat(Files.size(vhd)).isEqualTo(Images.GIB + VhdFooter.BYTES);
    JsonNode disk = server.json("disk", "show", "-g", G, "-n", "disk");
    assertThat(disk.path("diskState").asText()).isEqualTo("Unattached");
    JsonNode snapshot = server.json("snapshot", "show", "-g", G, "-n", "base");
    assertThat(snapshot.path("diskState").asText()).isEqualTo("Unattached");
    assertThat(snapshot.path("diskSizeGb").asInt()).isEqualTo(1);
  }

  @Test
  void aVhdBecomesADiskAgain() throws Exception {
    // given
    Path vhd = export("base", "again.vhd");

    // when
    importDisk("again", vhd);

    // then
    Path read = folder.resolve("again.raw");
    server.done("disk", "read", "-g", G, "-n", "again", read.toString(), "--parallel", "1");
    assertThat(Files.mismatch(read, image.file())).isEqualTo(-1);
  }

  @Test
  void writesAndReadsAnyBytes() throws Exception {
    // given
    server.done("disk", "create", "-g", G, "-n", "odd", "--size-gb", "1");
    Images model = Images.create(folder.resolve("odd.model"), Images.GIB, 8);
    Path part = folder.resolve("odd.part");

    // when
    for (long[] place : new long[][] {{1, 1}, {511, 2}, {1000, 9 * MIB + 77}, {5 * MIB, 4096}}) {
      Files.write(part, model.fill(place[0], (int) place[1]));
      write("odd", place[0], part);
    }
    byte[] zeros = new byte[3 * MIB];
    model.put(2 * MIB + 5, zeros);
    Files.write(part, zeros);
    write("odd", 2 * MIB + 5, part);

    // then
    Path read = folder.resolve("odd.raw");
    server.done("disk", "read", "-g", G, "odd", read.toString());
    assertThat(Files.mismatch(read, model.file())).isEqualTo(-1);
    Path some = folder.resolve("odd.some");
    server.done(
        "disk", "read", "-g", G, "odd", "--offset", "1001", "--length", "70000", some.toString());
    try (var in = Files.newInputStream(model.file())) {
      in.skipNBytes(1001);
      assertThat(Files.readAllBytes(some)).isEqualTo(in.readNBytes(70_000));
    }
  }

  private static void write(String disk, long startByte, Path file) {
    server.done(
        "disk", "write", "-g", G, disk, "--offset", Long.toString(startByte), file.toString());
  }

  @Test
  void pullsOnlyWhatChangedAlsoAfterAResize() throws Exception {
    // given
    importDisk("pulled", image.file());
    snapshot("old", "pulled");
    Path old = export("old", "old.vhd");
    Images changed = Images.create(folder.resolve("change"), 2 * MIB, 9);
    changed.fill(0, 2 * MIB);
    write("pulled", 100 * MIB, changed.file());
    Files.write(folder.resolve("zeros"), new byte[2 * MIB]);
    write("pulled", 0, folder.resolve("zeros"));
    snapshot("new", "pulled");
    server.done("disk", "resize", "-g", G, "-n", "pulled", "--size-gb", "2");
    write("pulled", Images.GIB + 12_345, changed.file());
    snapshot("larger", "pulled");

    // when
    try (Wire wire = Wire.cutEvery(server.port(), Long.MAX_VALUE)) {
      Path pulled = pull(wire, "old.vhd", "new", "new.vhd");

      // then
      assertThat(Files.mismatch(pulled, export("new", "new.exported"))).isEqualTo(-1);
      assertThat(wire.answeredBytes()).isBetween(2L * MIB, 3L * MIB);
      Path larger = pull(wire, "new.vhd", "larger", "larger.vhd");
      assertThat(Files.mismatch(larger, export("larger", "larger.exported"))).isEqualTo(-1);
      Path back = pull(wire, "larger.vhd", "old", "back.vhd");
      assertThat(Files.mismatch(back, old)).isEqualTo(-1);
    }
    String diff = server.done("snapshot", "diff", "-g", G, "old", "new", "-o", "tsv");
    assertThat(diff.lines()).containsExactly("0\t2097152\tcleared", "104857600\t2097152\tdata");
    assertThat(server.json("snapshot", "diff", "-g", G, "old", "new"))
        .hasSize(2)
        .first()
        .extracting(range -> range.path("kind").asText())
        .isEqualTo("cleared");
  }

  private static Path pull(Wire wire, String base, String snapshot, String file) {
    Path path = folder.resolve(file);
    List<String> words = new ArrayList<>(List.of("snapshot", "pull", "-g", G, "--base"));
    words.addAll(List.of(folder.resolve(base).toString(), snapshot, path.toString()));
    words.addAll(server.through(wire.port()));
    LedgerCli run = LedgerCli.run(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.toString()).isZero();
    return path;
  }

  @Test
  void aCutLineChangesNothing() throws Exception {
    // given
    Path file = folder.resolve("cut.raw");
    List<String> words =
        new ArrayList<>(
            List.of("snapshot", "export", "-g", G, "base", "--format", "raw", file.toString()));

    // when
    try (Wire wire = Wire.cutEvery(server.port(), 5 * MIB)) {
      words.addAll(server.through(wire.port()));
      words.addAll(List.of("--parallel", "1"));
      LedgerCli run = LedgerCli.run(words.toArray(String[]::new));

      // then
      assertThat(run.exitCode()).as(run.toString()).isZero();
      assertThat(wire.cuts()).isPositive();
    }
    assertThat(Files.mismatch(file, image.file())).isEqualTo(-1);
  }

  @Test
  void goesOnWhereItWasStoppedAndGivesItsAccessBack() throws Exception {
    // given
    importDisk("stopped", image.file());
    snapshot("stopped", "stopped");
    Path file = folder.resolve("stopped.vhd");
    List<String> words = List.of("snapshot", "export", "-g", G, "stopped", file.toString());

    // when
    stopInSilence(Wire.silentAfter(server.port(), 6 * MIB), words);

    // then
    JsonNode snapshot = server.json("snapshot", "show", "-g", G, "-n", "stopped");
    assertThat(snapshot.path("diskState").asText()).isEqualTo("Unattached");
    Path part = folder.resolve("stopped.vhd.part");
    assertThat(file).doesNotExist();
    assertThat(part).exists();
    assertThat(Files.readString(folder.resolve("stopped.vhd.part.state")))
        .containsPattern("done [1-9]");

    // when
    long again;
    try (Wire wire = Wire.cutEvery(server.port(), Long.MAX_VALUE)) {
      List<String> more = new ArrayList<>(words);
      more.addAll(server.through(wire.port()));
      LedgerCli run = LedgerCli.run(more.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.toString()).isZero();
      again = wire.answeredBytes();
    }

    // then
    assertThat(Files.mismatch(file, image.file())).isEqualTo(Images.GIB);
    assertThat(part).doesNotExist();
    try (Wire wire = Wire.cutEvery(server.port(), Long.MAX_VALUE)) {
      List<String> whole = new ArrayList<>(words);
      whole.addAll(server.through(wire.port()));
      whole.add("--overwrite");
      assertThat(LedgerCli.run(whole.toArray(String[]::new)).exitCode()).isZero();
      assertThat(again).isLessThan(wire.answeredBytes() - 3 * MIB);
    }
  }

  @Test
  void goesOnWithAnImportWhereItWasStopped() throws Exception {
    // given
    Images large = Images.create(folder.resolve("large.raw"), Images.GIB, 9);
    large.fill(0, 24 * MIB);
    List<String> words =
        List.of("disk", "import", "-g", G, "resumed", large.file().toString(), "--resume");

    // when
    stopInSilence(Wire.deafAfter(server.port(), 5 * MIB), words);

    // then
    Path state = folder.resolve("large.raw.import");
    assertThat(Files.readString(state)).containsPattern("done [1-9]");
    LedgerCli plain = server.run("disk", "import", "-g", G, "resumed", large.file().toString());
    assertThat(plain.err()).contains("AlreadyExists");

    // when
    try (Wire wire = Wire.cutEvery(server.port(), Long.MAX_VALUE)) {
      List<String> more = new ArrayList<>(words);
      more.addAll(server.through(wire.port()));
      LedgerCli run = LedgerCli.run(more.toArray(String[]::new));

      // then
      assertThat(run.exitCode()).as(run.toString()).isZero();
      assertThat(wire.askedBytes()).isLessThan(21L * MIB);
    }
    assertThat(state).doesNotExist();
    Path read = folder.resolve("resumed.raw");
    server.done("disk", "read", "-g", G, "-n", "resumed", read.toString());
    assertThat(Files.mismatch(read, large.file())).isEqualTo(-1);
  }

  @Test
  void goesOnWhereverTheLineEndedWhileTheDiskWasMade() throws Exception {
    // given
    Images small = Images.create(folder.resolve("marked.raw"), Images.GIB, 11);
    small.fill(0, MIB);
    Path state = folder.resolve("marked.raw.import");
    String[] words = {"disk", "import", "-g", G, "marked", small.file().toString(), "--resume"};
    int withoutAnswer = 0;
    String known = "";

    for (int bytes = 2_000; !known.contains(" to disk "); bytes += 400) {
      // when
      try (Wire wire = Wire.endsAfter(server.port(), bytes)) {
        String[] through = server.through(wire.port()).toArray(String[]::new);
        assertThat(LedgerCli.run(RunningServer.with(words, through)).exitCode()).isNotZero();
      }

      // then
      known = Files.exists(state) ? Files.readString(state) : "";
      if (server.run("disk", "show", "-g", G, "-n", "marked").exitCode() == 0) {
        withoutAnswer += known.contains(" with mark ") ? 1 : 0;
        server.done(words);
        assertThat(state).doesNotExist();
        assertThat(server.done("disk", "show", "-g", G, "-n", "marked", "-o", "json"))
            .doesNotContain("ledger-import");
        server.done("disk", "delete", "-g", G, "-n", "marked");
      }
    }
    assertThat(withoutAnswer).isPositive();
  }

  @Test
  void goesOnWithNoOtherFileOrDisk() throws Exception {
    // given
    Images other = Images.create(folder.resolve("other.raw"), Images.GIB, 10);
    Files.writeString(
        folder.resolve("other.raw.import"),
        "snapledger-part 1\nsource of another\nlength 1073741824\ndone 4194304\n");

    // when
    LedgerCli run =
        server.run("disk", "import", "-g", G, "disk", other.file().toString(), "--resume");
    LedgerCli pipe = server.run("disk", "import", "-g", G, "x", "-", "-z", "1", "--resume");

    // then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("AlreadyExists").contains("other.raw.import");
    assertThat(pipe.exitCode()).isEqualTo(2);
    assertThat(pipe.err()).contains("--resume: expected a file");
  }

  /** Runs a command over a line that falls silent, and stops it then. */
  private static void stopInSilence(Wire line, List<String> words) throws Exception {
    try (line;
        LedgerProcess process =
            LedgerProcess.start(
                folder.resolve("stopped.err"),
                Map.of(),
                LedgerCommand.class,
                Stream.concat(
                    Stream.concat(words.stream(), Stream.of("--parallel", "1")),
                    server.through(line.port()).stream()))) {
      line.awaitSilence();
      process.ask();
      assertThat(process.exitCode()).as(process.toString()).isEqualTo(STOPPED);
    }
  }

  @Test
  void pipesAreFilesToo() throws Exception {
    // given
    File piped = folder.resolve("piped.raw").toFile();

    // when
    process(null, piped, "snapshot", "export", "-g", G, "base", "--format", "raw", "-");
    process(image.file().toFile(), null, "disk", "import", "-g", G, "piped", "-z", "1", "-");

    // then
    assertThat(Files.mismatch(piped.toPath(), image.file())).isEqualTo(-1);
    File read = folder.resolve("piped.read").toFile();
    process(null, read, "disk", "read", "-g", G, "piped", "-");
    assertThat(Files.mismatch(read.toPath(), image.file())).isEqualTo(-1);
  }

  private static void process(@Nullable File in, @Nullable File out, String... words)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), LedgerCommand.class.getName()));
    command.addAll(List.of(RunningServer.with(words, "--data", server.folder().toString())));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("process.err").toFile());
    if (in != null) {
      builder.redirectInput(in);
    }
    builder.redirectOutput(out == null ? folder.resolve("process.out").toFile() : out);
    assertThat(builder.start().waitFor()).as(() -> read(folder.resolve("process.err"))).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
