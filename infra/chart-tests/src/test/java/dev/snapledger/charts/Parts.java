package dev.snapledger.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether the objects of a release fit each other, whatever the values. */
final class Parts {
  /** Of names of objects that are labels in DNS. */
  private static final int NAME_CHARS_MAX = 63;

  /** The label {@code controller-revision-hash} of a pod is the set's name and ten characters. */
  private static final int SET_NAME_CHARS_MAX = 52;

  private Parts() {}

  static void assertFit(Rendered release) {
    assertThat(release.objects().stream().map(HasMetadata::getKind))
        .containsExactlyInAnyOrder(
            "ConfigMap", "Secret", "Service", "Service", "StatefulSet", "NetworkPolicy");
    assertNames(release);
    assertSelectors(release);
    assertPorts(release);
    assertFilesAreMounted(release, mounted(release));
  }

  private static void assertNames(Rendered release) {
    assertThat(release.objects().stream().map(one -> one.getKind() + one.getMetadata().getName()))
        .doesNotHaveDuplicates();
    assertThat(release.objects().stream().map(one -> one.getMetadata().getName()))
        .allMatch(name -> name.matches("[a-z][a-z0-9-]*[a-z0-9]"))
        .allMatch(name -> name.length() <= NAME_CHARS_MAX);
    assertThat(release.set().getMetadata().getName()).hasSizeLessThanOrEqualTo(SET_NAME_CHARS_MAX);
  }

  private static void assertSelectors(Rendered release) {
    StatefulSetSpec set = release.set().getSpec();
    Map<String, String> labels = set.getTemplate().getMetadata().getLabels();
    assertThat(labels).isNotEmpty();
    assertThat(set.getSelector().getMatchLabels()).isNotEmpty();
    assertThat(labels).containsAllEntriesOf(set.getSelector().getMatchLabels());
    for (Service service : release.services()) {
      assertThat(service.getSpec().getSelector()).isNotEmpty();
      assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
    }
    Map<String, String> guarded = release.policy().getSpec().getPodSelector().getMatchLabels();
    assertThat(guarded).isNotEmpty();
    assertThat(labels).containsAllEntriesOf(guarded);
    assertThat(release.services())
        .filteredOn(one -> one.getMetadata().getName().equals(set.getServiceName()))
        .singleElement()
        .satisfies(one -> assertThat(one.getSpec().getClusterIP()).isEqualTo("None"));
  }

  private static void assertPorts(Rendered release) {
    Set<String> opened = release.ports().keySet();
    for (Service service : release.services()) {
      for (ServicePort port : service.getSpec().getPorts()) {
        assertThat(opened).contains(name(port.getTargetPort()));
        assertThat(port.getPort()).isEqualTo(release.ports().get(name(port.getTargetPort())));
      }
    }
    for (NetworkPolicyIngressRule rule : release.policy().getSpec().getIngress()) {
      assertThat(rule.getFrom()).as("none would let everybody in").isNotEmpty();
      assertThat(rule.getPorts()).hasSize(1);
      assertThat(opened).contains(name(rule.getPorts().getFirst().getPort()));
    }
    var container = release.container();
    for (var probe :
        List.of(
            container.getStartupProbe(),
            container.getLivenessProbe(),
            container.getReadinessProbe())) {
      assertThat(opened).contains(name(probe.getHttpGet().getPort()));
    }
  }

  private static String name(IntOrString port) {
    return String.valueOf(port.getStrVal());
  }

  /**
   * Keys of config maps and secrets that are there, by the paths at which the container has them.
   */
  private static Set<String> mounted(Rendered release) {
    var places = new TreeMap<String, String>();
    for (VolumeMount mount : release.container().getVolumeMounts()) {
      places.put(mount.getName(), mount.getMountPath());
    }
    var sources = new HashMap<String, Set<String>>();
    release
        .set()
        .getSpec()
        .getVolumeClaimTemplates()
        .forEach(claim -> sources.put(claim.getMetadata().getName(), Set.of()));
    release.pod().getVolumes().forEach(one -> sources.put(one.getName(), keys(release, one)));
    assertThat(places.keySet()).isEqualTo(sources.keySet());
    var files = new TreeSet<String>();
    sources.forEach(
        (volume, keys) -> keys.forEach(key -> files.add(places.get(volume) + "/" + key)));
    return files;
  }

  private static Set<String> keys(Rendered release, Volume volume) {
    if (volume.getConfigMap() != null) {
      return named(release, "ConfigMap", volume.getConfigMap().getName())
          ? Set.of("ledger.properties")
          : Set.of();
    }
    if (volume.getSecret() == null) {
      return Set.of();
    }
    boolean own = named(release, "Secret", volume.getSecret().getSecretName());
    assertThat(own || Boolean.TRUE.equals(volume.getSecret().getOptional()))
        .as("secret of volume %s is of the chart, or may be missing", volume.getName())
        .isTrue();
    return own ? Set.of("secrets.properties") : Set.of();
  }

  private static boolean named(Rendered release, String kind, String name) {
    return release.objects().stream()
        .anyMatch(one -> one.getKind().equals(kind) && one.getMetadata().getName().equals(name));
  }

  private static void assertFilesAreMounted(Rendered release, Set<String> files) {
    assertThat(files).containsExactlyInAnyOrderElementsOf(release.arguments("--config"));
    assertThat(release.settings()).isNotNull();
    assertThat(release.secretSettings()).isNotNull();
    assertThat(release.arguments("--data"))
        .singleElement()
        .satisfies(
            folder ->
                assertThat(release.container().getVolumeMounts())
                    .anyMatch(
                        mount ->
                            mount.getName().equals("data")
                                && Path.of(mount.getMountPath()).equals(Path.of(folder))));
  }
}
