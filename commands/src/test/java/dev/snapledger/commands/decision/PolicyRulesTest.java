package dev.snapledger.commands.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.event.PolicyAdopted;
import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {
  private static final List<Region> REGIONS = BuiltInPolicies.AZURE_CURRENT.regions();

  private final TestLedger ledger = new TestLedger();

  /** A policy of one's own with these numbers. */
  static Policy policy(int rate, long seconds, int count, int shared) {
    return new Policy(
        "mine", 1, rate, seconds, count, shared, IncrementalAfterResize.NEVER, null, REGIONS);
  }

  private static Policy named(String name, int version) {
    return new Policy(name, version, 7, 300, 200, 5, IncrementalAfterResize.NEVER, null, REGIONS);
  }

  private static Policy bounded(@Nullable Long boundary, List<Region> regions) {
    return new Policy("mine", 1, 7, 300, 200, 5, IncrementalAfterResize.ALLOWED, boundary, regions);
  }

  private AdoptPolicy adopt(Policy policy) {
    return new AdoptPolicy(ledger.header(), policy);
  }

  private void rejects(String field, Policy policy) {
    assertThat(ledger.reject("InvalidArgument", adopt(policy)).details())
        .containsEntry("field", field);
  }

  @Test
  void adoptsPolicyOnce() {
    assertThat(ledger.accept(PolicyAdopted.class, adopt(BuiltInPolicies.AZURE_CURRENT)).policy())
        .isEqualTo(BuiltInPolicies.AZURE_CURRENT);
    ledger.acceptSilently(adopt(BuiltInPolicies.AZURE_CURRENT));
    ledger.accept(PolicyAdopted.class, adopt(BuiltInPolicies.AZURE_2019_PREVIEW));
  }

  @Test
  void takesNumbersUpToTheirLimitsAndNoneBeyond() {
    ledger.accept(adopt(policy(1, 1, 1, 1)));
    ledger.accept(
        adopt(
            new Policy(
                "other", 1, 1000, 3600, 1000, 1000, IncrementalAfterResize.NEVER, 1L, REGIONS)));

    rejects("policy.snapshotRateMax", policy(0, 1, 1, 1));
    rejects("policy.snapshotRateMax", policy(1001, 1, 1, 1));
    rejects("policy.snapshotRateWindowSeconds", policy(1, 0, 1, 1));
    rejects("policy.snapshotRateWindowSeconds", policy(1, 3601, 1, 1));
    rejects("policy.snapshotCountMax", policy(1, 1, 0, 1));
    rejects("policy.snapshotCountMax", policy(1, 1, 1001, 1));
    rejects("policy.sasSnapshotsMax", policy(1, 1, 1, 0));
    rejects("policy.sasSnapshotsMax", policy(1, 1, 1, 1001));
    rejects("policy.diffResizeBoundaryBytes", bounded(0L, REGIONS));
    rejects("policy.diffResizeBoundaryBytes", bounded(32_767 * Limits.GIB + 1, REGIONS));
  }

  @Test
  void rejectsIllegalNamesAndVersions() {
    rejects("policy.name", named("", 1));
    rejects("policy.name", named("Upper", 1));
    rejects("policy.name", named("x".repeat(65), 1));
    rejects("policy.version", named("mine", 0));
    ledger.accept(adopt(named("x".repeat(64), 1)));
  }

  @Test
  void rejectsOtherContentUnderTheSameNameAndVersion() {
    ledger.accept(adopt(policy(7, 300, 200, 5)));
    rejects("policy.version", policy(8, 300, 200, 5));
    rejects("policy.version", named("azure-current", 1));
    ledger.accept(adopt(named("mine", 2)));
  }

  @Test
  void rejectsIllegalRegions() {
    rejects("policy.regions.size", bounded(null, List.of()));
    rejects("policy.regions.size", bounded(null, regions(101)));
    rejects("policy.regions.name", bounded(null, List.of(new Region("East", true))));
    rejects("policy.regions.name", bounded(null, List.of(new Region("x".repeat(65), true))));
    rejects(
        "policy.regions.name",
        bounded(null, List.of(new Region("a", true), new Region("a", false))));
    ledger.accept(adopt(bounded(null, regions(100))));
    List<Region> longest = List.of(new Region("x".repeat(64), true));
    ledger.accept(
        adopt(
            new Policy("other", 1, 7, 300, 200, 5, IncrementalAfterResize.ALLOWED, null, longest)));
  }

  @Test
  void decidesByThePolicyInForce() {
    // given
    ledger.accept(adopt(bounded(null, List.of(new Region("moon", false)))));

    // when
    Rejection rejection = ledger.reject("RegionNotFound", ledger.createDisk("d", "eastus"));

    // then
    assertThat(rejection.details()).containsEntry("known", "moon");
    ledger.accept(ledger.createDisk("d", "moon"));
  }

  @Test
  void hasTheNumbersOfTheTwoBuiltInPolicies() {
    Policy preview = BuiltInPolicies.AZURE_2019_PREVIEW;
    assertThat(preview)
        .isEqualTo(
            new Policy(
                "azure-2019-preview",
                1,
                7,
                300,
                200,
                5,
                IncrementalAfterResize.NEVER,
                null,
                List.of(
                    new Region("eastus", true),
                    new Region("westeurope", true),
                    new Region("westus", false))));
    assertThat(BuiltInPolicies.AZURE_CURRENT)
        .isEqualTo(
            new Policy(
                "azure-current",
                1,
                7,
                300,
                500,
                5,
                IncrementalAfterResize.ALLOWED,
                4L << 40,
                preview.regions()));
  }

  private static List<Region> regions(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Region("r" + i, false)).toList();
  }
}
