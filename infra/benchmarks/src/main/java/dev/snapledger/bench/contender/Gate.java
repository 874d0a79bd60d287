package dev.snapledger.bench.contender;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Holds a consumer back at its next poll, so that a contender rests while the others run, without
 * leaving its group. Open at first. For any threads.
 */
final class Gate {
  private boolean open = true;
  private boolean waiting;

  /** The consumer with this gate before its poll; every other call goes through untouched. */
  @SuppressWarnings("unchecked")
  Consumer<byte[], byte[]> before(Consumer<byte[], byte[]> consumer) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Gate.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (_, method, arguments) -> {
              if (method.getName().equals("poll")) {
                pass();
              }
              try {
                return method.invoke(consumer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private synchronized void pass() {
    try {
      while (!open) {
        waiting = true;
        notifyAll();
        wait();
      }
      waiting = false;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  synchronized void open() {
    open = true;
    waiting = false;
    notifyAll();
  }

  /** Closes, and returns when the consumer has come to it. */
  synchronized void close() throws InterruptedException {
    open = false;
    while (!waiting) {
      wait();
    }
  }
}
