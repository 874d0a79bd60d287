package dev.snapledger.workers;

import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.LocalFileAccess;
import dev.snapledger.blockstore.file.StoreFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Local files whose syncs do nothing, because the machine under these tests does not crash. */
final class UnsyncedFiles {
  private static final Set<String> SYNCS = Set.of("sync", "syncDirectory");

  private UnsyncedFiles() {}

  static FileAccess create() {
    return over(FileAccess.class, new LocalFileAccess());
  }

  private static <T> T over(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(target, method, arguments)));
  }

  private static @Nullable Object call(Object target, Method method, Object[] arguments)
      throws Throwable {
    if (SYNCS.contains(method.getName())) {
      return null;
    }
    try {
      Object result = method.invoke(target, arguments);
      return result instanceof StoreFile file ? over(StoreFile.class, file) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
