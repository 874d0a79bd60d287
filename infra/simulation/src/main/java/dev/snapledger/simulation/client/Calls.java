package dev.snapledger.simulation.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a client interface of an object that has those of its methods that the ledger uses; every
 * other one fails. Each call passes the faults before and after.
 */
final class Calls {
  private final String client;
  private final Object target;
  private final ClientFaults faults;
  private final Map<Signature, Method> methods = new HashMap<>();

  private record Signature(String name, List<Class<?>> parameters) {
    static Signature of(Method method) {
      return new Signature(method.getName(), Arrays.asList(method.getParameterTypes()));
    }
  }

  private Calls(String client, Object target, ClientFaults faults) {
    this.client = client;
    this.target = target;
    this.faults = faults;
    for (Method method : target.getClass().getDeclaredMethods()) {
      methods.put(Signature.of(method), method);
    }
  }

  static <T> T over(Class<? super T> type, String client, Object target, ClientFaults faults) {
    Calls calls = new Calls(client, target, faults);
    @SuppressWarnings("unchecked") // The interface is the same, whatever its type arguments.
    T proxy =
        (T)
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> calls.call(self, method, arguments));
    return proxy;
  }

  private @Nullable Object call(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(self, method, arguments);
    }
    Method own = methods.get(Signature.of(method));
    if (own == null) {
      throw new UnsupportedOperationException(client + "." + method + " is not simulated");
    }
    String call = client + "." + method.getName();
    faults.before(call);
    Object result = invoke(own, arguments);
    faults.after(call);
    return result;
  }

  private @Nullable Object invoke(Method own, Object @Nullable [] arguments) throws Throwable {
    try {
      return own.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @SuppressWarnings("ReferenceEquality") // Two proxies are never the same client.
  private Object ofObject(Object self, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && self == arguments[0];
      case "hashCode" -> client.hashCode();
      default -> "simulated " + client;
    };
  }
}
