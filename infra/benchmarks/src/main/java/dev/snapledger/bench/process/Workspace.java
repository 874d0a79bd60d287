package dev.snapledger.bench.process;

import dev.snapledger.cli.output.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A folder for a run. When it is closed, what was {@linkplain #atEnd left to do} is done, latest
 * first, and the folder is deleted; also when the process is asked to end, which first kills its
 * children.
 */
public final class Workspace implements AutoCloseable {
  private final Path root;
  private final Thread hook = new Thread(this::endInHook, "workspace-end");
  private final Deque<Ending> endings = new ArrayDeque<>();
  private boolean ended;

  /** Something to be done at the end; may be done already. */
  @FunctionalInterface
  public interface Ending {
    /** Does it. */
    void run() throws IOException;
  }

  private Workspace(Path root) {
    this.root = root;
  }

  /**
   * Makes a new folder.
   *
   * @param parent where; null for the system's folder for temporary files
   */
  public static Workspace make(@Nullable Path parent) throws IOException {
    String prefix = "ledger-bench-";
    Workspace workspace =
        new Workspace(
            parent == null
                ? Files.createTempDirectory(prefix)
                : Files.createTempDirectory(Files.createDirectories(parent), prefix));
    Runtime.getRuntime().addShutdownHook(workspace.hook);
    return workspace;
  }

  public Path root() {
    return root;
  }

  /** A folder in it, made if it does not exist. */
  public Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  /** Does this at the end, before the folder is deleted. */
  public synchronized void atEnd(Ending ending) {
    endings.push(ending);
  }

  private void endInHook() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      end();
    } catch (IOException e) {
      System.err.println("ledger: expected to delete " + root + ", but " + e);
    }
  }

  private synchronized void end() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    for (Ending ending : endings) {
      ending.run();
    }
    Folders.delete(root);
  }

  @Override
  public void close() throws IOException {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending, and the hook has nothing left to do.
    }
  }
}
