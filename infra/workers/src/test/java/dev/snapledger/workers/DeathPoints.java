package dev.snapledger.workers;

import dev.snapledger.blockstore.api.ImageUpload;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lets the node die at one call of a port, before or after the call took effect.
 *
 * <p>Only calls that change something are counted: to die at a read is to die after the change
 * before it.
 */
final class DeathPoints {
  private static final Set<String> CHANGES =
      Set.of(
          "done",
          "createVolume",
          "createVolumeFrom",
          "resizeVolume",
          "deleteVolume",
          "hydrate",
          "seal",
          "deleteImage",
          "copyFull",
          "fullFromVolume",
          "upload",
          "put",
          "flush",
          "publish",
          "submit");

  /** When the node dies. */
  enum Moment {
    BEFORE,
    AFTER
  }

  private final int dieAt;
  private final Moment moment;
  private final List<String> calls = new ArrayList<>();
  private boolean dead;

  private DeathPoints(int dieAt, Moment moment) {
    this.dieAt = dieAt;
    this.moment = moment;
  }

  static DeathPoints none() {
    return new DeathPoints(-1, Moment.BEFORE);
  }

  static DeathPoints at(int call, Moment moment) {
    return new DeathPoints(call, moment);
  }

  boolean isDead() {
    return dead;
  }

  /** Calls that changed something, in order. */
  List<String> calls() {
    return calls;
  }

  <T> T over(Class<T> port, T target) {
    InvocationHandler handler = (_, method, arguments) -> call(target, method, arguments);
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    if (dead) {
      throw new NodeDied("dead since before " + method.getName());
    }
    boolean counted = CHANGES.contains(method.getName());
    boolean last = counted && calls.size() == dieAt;
    if (counted) {
      calls.add(method.getName());
    }
    if (last && moment == Moment.BEFORE) {
      dead = true;
      throw new NodeDied("before " + method.getName());
    }
    Object result;
    try {
      result = invoke(target, method, arguments);
    } finally {
      dead |= last;
    }
    if (last) {
      throw new NodeDied("after " + method.getName());
    }
    return result instanceof ImageUpload upload ? over(ImageUpload.class, upload) : result;
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
