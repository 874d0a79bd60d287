package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.usage.UsageRow;
import dev.snapledger.server.http.ApiError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resource groups. The ledger knows them only as a part of names, so a group exists when it was
 * made here, or when a disk or snapshot is in it that somebody made by a command of their own.
 */
final class Groups {
  private final GroupsFile file;
  private final Ledger ledger;

  Groups(GroupsFile file, Ledger ledger) {
    this.file = file;
    this.ledger = ledger;
  }

  /** Those of a subscription, by name. */
  List<GroupRow> list(SubscriptionId subscription) {
    List<GroupRow> all = new ArrayList<>();
    for (GroupRow group : file.all()) {
      if (group.subscriptionId().equals(subscription)) {
        all.add(group);
      }
    }
    for (UsageRow usage : used(subscription)) {
      if (all.stream().noneMatch(group -> group.isNamed(subscription, usage.resourceGroup()))) {
        all.add(ofUsage(usage));
      }
    }
    all.sort(Comparator.comparing(group -> group.name().toLowerCase(Locale.ROOT)));
    return all;
  }

  /** One of them, or null. */
  @Nullable GroupRow find(SubscriptionId subscription, String name) {
    for (GroupRow group : file.all()) {
      if (group.isNamed(subscription, name)) {
        return group;
      }
    }
    for (UsageRow usage : used(subscription)) {
      if (usage.resourceGroup().equalsIgnoreCase(name)) {
        return ofUsage(usage);
      }
    }
    return null;
  }

  /**
   * One of them.
   *
   * @throws dev.snapledger.server.http.ApiException with status 404 if it does not exist
   */
  GroupRow require(SubscriptionId subscription, String name) {
    GroupRow group = find(subscription, name);
    if (group == null) {
      throw new ApiError(
              404,
              "ResourceGroupNotFound",
              "expected resource group '%s' in subscription %s, but there is none"
                  .formatted(name, subscription))
          .thrown();
    }
    return group;
  }

  void put(GroupRow group) {
    file.put(group);
  }

  void remove(SubscriptionId subscription, String name) {
    file.remove(subscription, name);
  }

  private List<UsageRow> used(SubscriptionId subscription) {
    return ledger.ask(new LedgerQuery.FindUsage(subscription, null)).stream()
        .filter(usage -> usage.disks() + usage.snapshots() > 0)
        .toList();
  }

  private static GroupRow ofUsage(UsageRow usage) {
    return new GroupRow(usage.subscriptionId(), usage.resourceGroup(), usage.region(), Map.of());
  }
}
