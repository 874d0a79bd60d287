package dev.snapledger.broker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Makes this process deaf to the signals of a terminal.
 *
 * <p>Ctrl-C reaches every process of the terminal's group. The node must end first, while it still
 * has a broker to commit to; the broker ends when the node lets go of it. SIGTERM still works.
 */
final class TerminalSignals {

  private static final List<String> NAMES = List.of("INT", "HUP");

  private TerminalSignals() {}

  /**
   * Call before Kafka adds its own handlers, which only log and then call the ones they found.
   *
   * <p>By reflection, because the compiler refuses {@code sun.misc.Signal} with warnings as errors;
   * module {@code jdk.unsupported} exports it.
   */
  static void ignore() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler nothing = (_, _, _) -> null;
    Object deaf =
        Proxy.newProxyInstance(
            TerminalSignals.class.getClassLoader(), new Class<?>[] {handler}, nothing);
    for (String name : NAMES) {
      if (isKnown(name)) {
        Object instance = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, instance, deaf);
      }
    }
  }

  private static boolean isKnown(String name) {
    return !(name.equals("HUP") && System.getProperty("os.name").startsWith("Windows"));
  }
}
