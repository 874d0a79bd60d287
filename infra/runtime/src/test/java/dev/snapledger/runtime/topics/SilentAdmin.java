package dev.snapledger.runtime.topics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A client of a cluster that leaves the first questions of one kind without an answer: they go to a
 * port where somebody takes connections and says nothing.
 */
final class SilentAdmin implements AutoCloseable {
  private static final int WAIT_MILLIS = 100;

  private final ServerSocket silent;
  private final Admin unanswered;
  private final Admin answered;
  private final String question;
  private final AtomicInteger left;

  SilentAdmin(Admin answered, String question, int times) {
    this.answered = answered;
    this.question = question;
    this.left = new AtomicInteger(times);
    try {
      this.silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.unanswered =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + silent.getLocalPort(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                WAIT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                WAIT_MILLIS));
  }

  Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (_, method, arguments) -> ask(method, arguments));
  }

  /** How many questions are still to get no answer. */
  int left() {
    return left.get();
  }

  private Object ask(Method method, Object @Nullable [] arguments) throws Throwable {
    boolean isSilent =
        method.getName().equals(question) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    try {
      return method.invoke(isSilent ? unanswered : answered, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    unanswered.close();
    try {
      silent.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
