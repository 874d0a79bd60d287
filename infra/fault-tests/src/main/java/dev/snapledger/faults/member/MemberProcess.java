package dev.snapledger.faults.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.faults.member.MemberLine.Kind;
import dev.snapledger.runtime.partition.StateDigest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A member of the group in a JVM of its own, to be killed, put to sleep and woken up. It ends with
 * its standard input, so it does not outlive this process, unless it sleeps then. For one thread,
 * but {@link #destroy}.
 */
public final class MemberProcess {
  /** Heap of a member, in MiB. */
  public static final int HEAP_MEBIBYTES_MAX = 192;

  private static final Duration LEAVE_MAX = Duration.ofSeconds(90);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(90);

  private final String name;
  private final Process process;
  private final Writer questions;
  private final Timeline timeline;
  private final BlockingQueue<MemberLine> answers = new LinkedBlockingQueue<>();
  private final Thread listening;
  private volatile boolean mayEnd;

  private MemberProcess(String name, Process process, Timeline timeline) {
    this.name = name;
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.timeline = timeline;
    this.listening = Thread.ofPlatform().daemon().name("hear-" + name).unstarted(this::listen);
  }

  /**
   * Starts a member; returns at once, and {@link Timeline#isUp} tells when it has joined.
   *
   * @param name its name in the group; one that was there before goes on where that was
   * @param folder gets its checkpoints and its log
   * @param sessionTimeout how long it may be silent before the group gives its partitions away
   */
  public static MemberProcess start(
      String name, Path folder, String bootstrapServers, Duration sessionTimeout, Timeline timeline)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEBIBYTES_MAX + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // They live for seconds; good code would come too late.
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Daxoniq.update-checker.disabled=true",
            MemberMain.class.getName(),
            bootstrapServers,
            name,
            checkpoints(folder, name).toString(),
            Long.toString(sessionTimeout.toMillis()));
    // A class path can be longer than an argument may be.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putIfAbsent("LEDGER_LOG", "INFO");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    timeline.began(name);
    MemberProcess member = new MemberProcess(name, builder.start(), timeline);
    member.listening.start();
    return member;
  }

  /** Where a member of that name keeps its checkpoints. */
  public static Path checkpoints(Path folder, String name) {
    return folder.resolve(name + "-checkpoints");
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        MemberLine heard = MemberLine.parse(line);
        timeline.heard(name, heard);
        if (heard.kind() == Kind.DIGEST || heard.kind() == Kind.DIGESTS_DONE) {
          answers.add(heard);
        }
      }
    } catch (IOException _) {
      // A broken pipe is the end, too.
    } catch (IllegalArgumentException e) {
      timeline.failed(name + ": " + e.getMessage());
    }
    if (!mayEnd) {
      timeline.failed(
          "%s ended by itself, with code %s".formatted(name, process.onExit().join().exitValue()));
    }
  }

  /** Kills it as {@code kill -9} does; returns when its process is gone. */
  public void kill() throws InterruptedException {
    mayEnd = true;
    process.destroyForcibly().waitFor();
    ended();
  }

  /** Hears its last words first: they must not be taken for those of the next of that name. */
  private void ended() throws InterruptedException {
    listening.join();
    timeline.ended(name);
  }

  /** Stops it in the middle of whatever it does, as a long pause of its machine would. */
  public void sleep() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on where it was. */
  public void wake() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("expected to send SIG%s to %s, but could not".formatted(signal, name));
    }
  }

  /** Lets it leave the group in good order; returns when its process has ended. */
  public void leave() throws IOException, InterruptedException {
    mayEnd = true;
    questions.close();
    if (!process.waitFor(LEAVE_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException(
          "expected %s to leave within %s, but it runs".formatted(name, LEAVE_MAX));
    }
    ended();
    if (process.exitValue() != 0) {
      timeline.failed("%s left with code %d".formatted(name, process.exitValue()));
    }
  }

  /** Digests of the partitions it takes commands of, each at the offset it names. */
  public List<StateDigest> digests() throws IOException, InterruptedException {
    answers.clear();
    questions.write(MemberMain.DIGESTS + "\n");
    questions.flush();
    List<StateDigest> digests = new ArrayList<>();
    while (true) {
      MemberLine answer = answers.poll(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
      if (answer == null) {
        throw new IOException("expected digests of %s, but none came".formatted(name));
      }
      if (answer.kind() == Kind.DIGESTS_DONE) {
        return digests;
      }
      String[] parts = answer.text().split(" ", -1);
      digests.add(
          new StateDigest(
              answer.partition(), Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]));
    }
  }

  /** Ends it however it is; for the end of a run that failed. Any thread. */
  public void destroy() {
    mayEnd = true;
    process.destroyForcibly();
  }
}
