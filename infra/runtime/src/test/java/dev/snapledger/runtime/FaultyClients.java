package dev.snapledger.runtime;

import dev.snapledger.runtime.kafka.LogClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Real clients whose producer and group member do something before or after a call, when a test
 * asks for it.
 */
final class FaultyClients implements LogClients {
  private final LogClients real;
  private final Map<String, Queue<Runnable>> before = new ConcurrentHashMap<>();
  private final Map<String, Queue<Runnable>> after = new ConcurrentHashMap<>();

  FaultyClients(LogClients real) {
    this.real = real;
  }

  /** Runs {@code fault} before the next call of the producer's method that has none yet. */
  FaultyClients before(String method, Runnable fault) {
    before.computeIfAbsent(method, _ -> new ConcurrentLinkedQueue<>()).add(fault);
    return this;
  }

  /** Runs {@code fault} after the call was successful. */
  FaultyClients after(String method, Runnable fault) {
    after.computeIfAbsent(method, _ -> new ConcurrentLinkedQueue<>()).add(fault);
    return this;
  }

  @Override
  public Producer<byte[], byte[]> transactionalProducer() {
    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> faulty = faulty(Producer.class, real.transactionalProducer());
    return faulty;
  }

  private <T> T faulty(Class<T> client, T target) {
    return client.cast(
        Proxy.newProxyInstance(
            client.getClassLoader(),
            new Class<?>[] {client},
            (_, method, arguments) -> {
              run(before, method.getName());
              try {
                Object result = method.invoke(target, arguments);
                run(after, method.getName());
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static void run(Map<String, Queue<Runnable>> faults, String method) {
    Queue<Runnable> queue = faults.get(method);
    Runnable fault = queue == null ? null : queue.poll();
    if (fault != null) {
      fault.run();
    }
  }

  @Override
  public Consumer<byte[], byte[]> groupMember() {
    @SuppressWarnings("unchecked")
    Consumer<byte[], byte[]> faulty = faulty(Consumer.class, real.groupMember());
    return faulty;
  }

  @Override
  public Consumer<byte[], byte[]> reader() {
    return real.reader();
  }

  @Override
  public Admin admin() {
    return real.admin();
  }
}
