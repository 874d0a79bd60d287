package dev.snapledger.cli.node;

import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.util.Map;
import java.util.UUID;

/** Commands for a chosen one of two partitions. */
final class TwoPartitions {
  /** Settings of a ledger that has so many. */
  static final Map<String, String> SETTINGS = Map.of("log.partitions", "2");

  private TwoPartitions() {}

  /** A subscription whose commands go to that partition. */
  static SubscriptionId in(int partition) {
    long number = 1;
    while (true) {
      var subscription = new SubscriptionId(new UUID(7, number++));
      if (SubscriptionKey.partitionOf(SubscriptionKey.of(subscription), 2) == partition) {
        return subscription;
      }
    }
  }

  static CreateDisk disk(SubscriptionId subscription, String name) {
    return new CreateDisk(
        new CommandHeader(new CommandId(UUID.randomUUID()), subscription, "a test"),
        new ResourceName("group", name),
        "eastus",
        "Premium_LRS",
        4,
        DiskOrigin.EMPTY,
        Map.of());
  }
}
