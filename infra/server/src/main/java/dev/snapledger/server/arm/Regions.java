package dev.snapledger.server.arm;

import dev.snapledger.commands.decision.BuiltInPolicies;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.http.ApiError;
import java.util.List;

/** The regions a subscription's policy knows. */
final class Regions {
  private final Ledger ledger;

  Regions(Ledger ledger) {
    this.ledger = ledger;
  }

  List<Region> of(SubscriptionId subscription) {
    Policy policy = ledger.find(new LedgerQuery.FindPolicy(subscription, null));
    return (policy == null ? BuiltInPolicies.AZURE_2019_PREVIEW : policy).regions();
  }

  /**
   * Goes on only if there is such a region.
   *
   * @throws dev.snapledger.server.http.ApiException with status 400 otherwise
   */
  void require(SubscriptionId subscription, String name) {
    List<String> known = of(subscription).stream().map(Region::name).toList();
    if (!known.contains(name)) {
      throw new ApiError(
              400,
              "LocationNotAvailableForResourceGroup",
              "expected one of the regions %s, but found '%s'".formatted(known, name),
              "location",
              List.of())
          .thrown();
    }
  }
}
