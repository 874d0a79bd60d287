package dev.snapledger.charts;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PodAntiAffinityBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlockBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One option of values.yaml with another value.
 *
 * @param name keys with dots between them
 * @param values YAML with it
 * @param found where it has to be seen, in a release
 * @param expected what has to be seen there
 */
record Option(
    String name, String values, Function<Rendered, @Nullable Object> found, Object expected) {
  static final Option SETTINGS =
      new Option(
          "settings",
          "settings: |\n  # two, \"quoted\"\n  kafka.bootstrap.servers=a:9092,b:9092\n",
          Rendered::settings,
          "# two, \"quoted\"\nkafka.bootstrap.servers=a:9092,b:9092\n");

  static final Option SECRET_SETTINGS =
      new Option(
          "secretSettings",
          "secretSettings: |\n  store.s3.secret-key={{ not a template }}\n",
          Rendered::secretSettings,
          "store.s3.secret-key={{ not a template }}\n");

  /** All there are. */
  static final List<Option> ALL =
      List.of(
          new Option(
              "image",
              "image: registry.example:5000/snapledger@sha256:0a",
              release -> release.container().getImage(),
              "registry.example:5000/snapledger@sha256:0a"),
          new Option(
              "imagePullPolicy",
              "imagePullPolicy: Always",
              release -> release.container().getImagePullPolicy(),
              "Always"),
          SETTINGS,
          SECRET_SETTINGS,
          new Option(
              "tlsSecret",
              "tlsSecret: of-my-own",
              release -> volume(release, "tls").getSecretName(),
              "of-my-own"),
          new Option(
              "storage.className",
              "storage: {className: fast}",
              release -> claim(release).getStorageClassName(),
              "fast"),
          new Option(
              "storage.size",
              "storage: {size: 2Ti}",
              release -> claim(release).getResources().getRequests().get("storage"),
              new Quantity("2Ti")),
          new Option(
              "resources.requests",
              "resources: {requests: {cpu: 2, memory: 3500Mi}}",
              release -> release.container().getResources().getRequests(),
              Map.of("cpu", new Quantity("2"), "memory", new Quantity("3500Mi"))),
          new Option(
              "resources.limits",
              "resources: {limits: {memory: 8Gi, cpu: 1500m}}",
              release -> release.container().getResources().getLimits(),
              Map.of("cpu", new Quantity("1500m"), "memory", new Quantity("8Gi"))),
          new Option(
              "networkPolicy.clients",
              "networkPolicy: {clients: [{ipBlock: {cidr: 10.1.0.0/16}}]}",
              release -> from(release, 0).getIpBlock(),
              new IPBlockBuilder().withCidr("10.1.0.0/16").build()),
          new Option(
              "networkPolicy.monitoring",
              "networkPolicy: {monitoring: [{podSelector: {matchLabels: {app: prometheus}}}]}",
              release -> from(release, 1).getPodSelector(),
              new LabelSelectorBuilder().addToMatchLabels("app", "prometheus").build()),
          new Option(
              "nodeSelector",
              "nodeSelector: {disk: ssd}",
              release -> release.pod().getNodeSelector(),
              Map.of("disk", "ssd")),
          new Option(
              "tolerations",
              "tolerations: [{key: a, operator: Exists, tolerationSeconds: 3600}]",
              release -> release.pod().getTolerations(),
              List.of(
                  new TolerationBuilder()
                      .withKey("a")
                      .withOperator("Exists")
                      .withTolerationSeconds(3600L)
                      .build())),
          new Option(
              "affinity",
              "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                  + " [{topologyKey: zone}]}}",
              release -> release.pod().getAffinity().getPodAntiAffinity(),
              new PodAntiAffinityBuilder()
                  .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                  .withTopologyKey("zone")
                  .endRequiredDuringSchedulingIgnoredDuringExecution()
                  .build()));

  private static SecretVolumeSource volume(Rendered release, String name) {
    return release.pod().getVolumes().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getSecret();
  }

  private static PersistentVolumeClaimSpec claim(Rendered release) {
    return release.set().getSpec().getVolumeClaimTemplates().getFirst().getSpec();
  }

  private static NetworkPolicyPeer from(Rendered release, int rule) {
    return release.policy().getSpec().getIngress().get(rule).getFrom().getFirst();
  }
}
