package dev.snapledger.charts;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The objects of one release. */
record Rendered(List<HasMetadata> objects) {
  static final String NAME = HelmChart.RELEASE + "-snapledger";

  static Rendered of(String manifest) {
    return new Rendered(Models.read(manifest));
  }

  /** The only one of its kind. */
  <T extends HasMetadata> T only(Class<T> kind) {
    List<T> found = all(kind);
    if (found.size() != 1) {
      throw new AssertionError("expected one " + kind.getSimpleName() + ", but found " + found);
    }
    return found.getFirst();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  StatefulSet set() {
    return only(StatefulSet.class);
  }

  List<Service> services() {
    return all(Service.class);
  }

  NetworkPolicy policy() {
    return only(NetworkPolicy.class);
  }

  PodSpec pod() {
    return set().getSpec().getTemplate().getSpec();
  }

  /** The only container. */
  Container container() {
    List<Container> all = pod().getContainers();
    if (all.size() != 1) {
      throw new AssertionError("expected one container, but found " + all.size());
    }
    return all.getFirst();
  }

  /** Ports that the container says it opens, by name. */
  Map<String, Integer> ports() {
    var ports = new TreeMap<String, Integer>();
    for (ContainerPort port : container().getPorts()) {
      ports.put(port.getName(), port.getContainerPort());
    }
    return ports;
  }

  /** What follows each option of that name. */
  List<String> arguments(String option) {
    List<String> all = container().getArgs();
    return IntStream.range(1, all.size())
        .filter(i -> all.get(i - 1).equals(option))
        .mapToObj(all::get)
        .toList();
  }

  String settings() {
    return value(only(ConfigMap.class).getData(), "ledger.properties");
  }

  String secretSettings() {
    return value(only(Secret.class).getStringData(), "secrets.properties");
  }

  private static String value(Map<String, String> data, String key) {
    String value = data.get(key);
    if (value == null) {
      throw new AssertionError("expected a key " + key + ", but found " + data.keySet());
    }
    return value;
  }
}
