package dev.snapledger.simulation.world;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.workers.NodeDied;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ports of one process: each call passes its {@link Life}. If the machine with the blocks crashes
 * in a call, so does the process that called.
 */
final class Ports {
  private static final Set<String> FREEZES = Set.of("seal", "fullFromVolume");

  private final World world;
  private final Life life;

  Ports(World world, Life life) {
    this.world = world;
    this.life = life;
  }

  <T> T over(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? method.invoke(target, arguments)
                    : call(port.getSimpleName(), target, method, arguments)));
  }

  private @Nullable Object call(
      String port, Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    String call = port + "." + method.getName();
    life.before(call);
    UUID image = freezing(method, arguments);
    Object result = invoke(target, method, arguments);
    if (image != null && target instanceof BlockStore store) {
      world.bytes().froze(image, store);
    }
    life.after(call);
    return switch (result) {
      case ImageUpload upload -> over(ImageUpload.class, upload);
      case BlockStore store -> over(BlockStore.class, store);
      case null, default -> result;
    };
  }

  private @Nullable UUID freezing(Method method, Object @Nullable [] arguments) {
    if (arguments != null
        && FREEZES.contains(method.getName())
        && arguments[0] instanceof VolumeId volume
        && arguments[1] instanceof ImageId image) {
      world.bytes().freezing(volume.value(), image.value());
      return image.value();
    }
    return null;
  }

  private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      if (world.disk().crashed()) {
        life.end();
        world.storeCrashed(life.name() + " in " + method.getName());
      }
      if (!life.alive()) {
        dead();
      }
    }
  }

  private void dead() {
    throw new NodeDied(life.name() + " died in a call");
  }
}
