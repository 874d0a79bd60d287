package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.StoreFaultException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands before stores, their uploads and cursors, and fails one call and all after it: before it
 * is made, or after, when the answer is lost.
 */
final class CallFaults {
  private final long failAt;
  private final When when;
  private final AtomicLong calls = new AtomicLong();
  private final Map<String, Long> made = new ConcurrentHashMap<>();

  /** Whether the failing call has an effect. */
  enum When {
    BEFORE,
    AFTER
  }

  /**
   * Fails that call.
   *
   * @param failAt counted from 0 over all that is wrapped
   */
  CallFaults(long failAt, When when) {
    this.failAt = failAt;
    this.when = when;
  }

  /** Whether the failing call has come. */
  boolean hit() {
    return calls.get() > failAt;
  }

  /** How many calls of a method had their effect. */
  long made(String method) {
    return made.getOrDefault(method, 0L);
  }

  BlockStore around(BlockStore store) {
    return wrap(BlockStore.class, store);
  }

  private <T> T wrap(Class<T> port, T inner) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              long call = calls.getAndIncrement();
              boolean closing = method.getName().equals("close");
              if (!closing && (call > failAt || (call == failAt && when == When.BEFORE))) {
                throw new StoreFaultException("call " + call + " of " + method.getName());
              }
              Object answer = wrapAnswer(invoke(inner, method, arguments));
              made.merge(method.getName(), 1L, Long::sum);
              if (!closing && call == failAt) {
                throw new StoreFaultException("answer " + call + " of " + method.getName());
              }
              return answer;
            }));
  }

  private static @Nullable Object invoke(Object inner, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object wrapAnswer(@Nullable Object answer) {
    return switch (answer) {
      case ImageUpload upload -> wrap(ImageUpload.class, upload);
      case Cursor<?> cursor -> wrap(Cursor.class, cursor);
      case null, default -> answer;
    };
  }
}
