package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.entity.PolicyKey;
import dev.snapledger.commands.event.PolicyAdopted;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which limits may be put in force. */
final class PolicyRules {
  private PolicyRules() {}

  static Decision adopt(AdoptPolicy command, Scope scope) {
    Policy policy = command.policy();
    Policy present = scope.policy();
    Rejection refusal =
        first(
            () -> name(policy),
            () -> limits(policy),
            () -> regions(policy.regions()),
            () -> sameContent(policy, present),
            () -> builtInContent(policy));
    if (refusal != null) {
      return rejected(refusal);
    }
    boolean adopted = scope.state().adoptedPolicy(new PolicyKey(scope.subscriptionId())) != null;
    return adopted && policy.equals(present)
        ? accepted(Map.of())
        : accepted(Map.of(), new PolicyAdopted(scope.firstEvent(), policy));
  }

  private static @Nullable Rejection name(Policy policy) {
    return lowerCaseName("policy.name", policy.name(), Limits.POLICY_NAME_CHARS_MAX);
  }

  private static @Nullable Rejection lowerCaseName(String field, String text, int charsMax) {
    boolean legal =
        !text.isEmpty()
            && text.length() <= charsMax
            && text.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    return legal
        ? null
        : new InvalidArgument(
            field,
            "1 to %d lower-case ASCII letters, digits, -".formatted(charsMax),
            Texts.quoted(text));
  }

  private static @Nullable Rejection limits(Policy policy) {
    Long boundary = policy.diffResizeBoundaryBytes();
    return first(
        () -> range("version", policy.version(), Integer.MAX_VALUE),
        () -> range("snapshotRateMax", policy.snapshotRateMax(), Limits.POLICY_RATE_MAX),
        () ->
            range(
                "snapshotRateWindowSeconds",
                policy.snapshotRateWindowSeconds(),
                Limits.POLICY_RATE_WINDOW_SECONDS_MAX),
        () ->
            range("snapshotCountMax", policy.snapshotCountMax(), Limits.POLICY_SNAPSHOT_COUNT_MAX),
        () -> range("sasSnapshotsMax", policy.sasSnapshotsMax(), Limits.POLICY_SAS_SNAPSHOTS_MAX),
        () ->
            boundary == null
                ? null
                : range(
                    "diffResizeBoundaryBytes", boundary, Limits.DISK_SIZE_GIB_MAX * Limits.GIB));
  }

  private static @Nullable Rejection range(String field, long value, long max) {
    return Arguments.range("policy." + field, value, 1, max);
  }

  private static @Nullable Rejection regions(List<Region> regions) {
    Rejection refusal =
        Arguments.range("policy.regions.size", regions.size(), 1, Limits.POLICY_REGIONS_MAX);
    Set<String> names = new HashSet<>();
    for (Region region : regions) {
      if (refusal == null) {
        refusal = lowerCaseName("policy.regions.name", region.name(), Limits.REGION_NAME_CHARS_MAX);
      }
      if (refusal == null && !names.add(region.name())) {
        refusal =
            new InvalidArgument(
                "policy.regions.name", "different for each region", Texts.quoted(region.name()));
      }
    }
    return refusal;
  }

  /** A name and version mean one content: other numbers need another version. */
  private static @Nullable Rejection sameContent(Policy policy, Policy known) {
    boolean clash =
        policy.name().equals(known.name())
            && policy.version() == known.version()
            && !policy.equals(known);
    return clash
        ? new InvalidArgument(
            "policy.version",
            "other than %d, which has other content".formatted(known.version()),
            Integer.toString(policy.version()))
        : null;
  }

  private static @Nullable Rejection builtInContent(Policy policy) {
    for (Policy builtIn : BuiltInPolicies.ALL) {
      Rejection refusal = sameContent(policy, builtIn);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
