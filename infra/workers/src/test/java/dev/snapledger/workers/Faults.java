package dev.snapledger.workers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes calls of a port fail, by name, for a number of times or for ever. */
final class Faults {
  private final Map<String, Fault> faults = new HashMap<>();

  private record Fault(Supplier<RuntimeException> what, int times) {}

  void fail(String method, int times, Supplier<RuntimeException> what) {
    faults.put(method, new Fault(what, times));
  }

  void heal(String method) {
    faults.remove(method);
  }

  <T> T over(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> call(target, method, arguments)));
  }

  private @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
    Fault fault = faults.get(method.getName());
    if (fault != null && fault.times() > 0) {
      faults.put(method.getName(), new Fault(fault.what(), fault.times() - 1));
      throw fault.what().get();
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
