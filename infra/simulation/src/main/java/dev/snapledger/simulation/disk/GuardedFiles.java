package dev.snapledger.simulation.disk;

import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.blockstore.file.StoreFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files of one run of the machine: useless once it crashed, so that nothing of before writes on.
 */
final class GuardedFiles {
  private static final Set<String> SYNCS = Set.of("sync", "syncDirectory");

  private final FileAccess files;
  private final Syncs syncs;
  private boolean gone;

  GuardedFiles(FileAccess files, Syncs syncs) {
    this.files = files;
    this.syncs = syncs;
  }

  FileAccess access() {
    return over(FileAccess.class, files);
  }

  /** Whether the machine crashed in this run. */
  boolean gone() {
    return gone;
  }

  /** Ends this run. */
  void end() {
    gone = true;
  }

  private <T> T over(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(target, method, arguments)));
  }

  private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (gone) {
      throw new StoreGoneException();
    }
    if (syncs == Syncs.SKIPPED && SYNCS.contains(method.getName())) {
      return null;
    }
    try {
      Object result = method.invoke(target, arguments);
      return result instanceof StoreFile file ? over(StoreFile.class, file) : result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SimulatedCrash) {
        gone = true;
      }
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
