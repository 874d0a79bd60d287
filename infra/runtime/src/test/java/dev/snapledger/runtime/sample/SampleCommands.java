package dev.snapledger.runtime.sample;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import java.util.Map;
import java.util.UUID;

/** Commands of one subscription; ids and names are numbers, so that a failing test can be read. */
public final class SampleCommands {
  private final SubscriptionId subscription;
  private long nextCommand;

  public SampleCommands(long subscription) {
    this.subscription = new SubscriptionId(new UUID(0x5ab5L << 48, subscription));
    this.nextCommand = subscription << 32;
  }

  public SubscriptionId subscription() {
    return subscription;
  }

  public Command createDisk(String name) {
    return createDisk(name, 4);
  }

  public Command createDisk(String name, long sizeGib) {
    return new CreateDisk(
        header(),
        name(name),
        "eastus",
        "Premium_LRS",
        sizeGib,
        DiskOrigin.EMPTY,
        Map.of("made-by", "a test"));
  }

  public Command tagDisk(String name, String value) {
    return new UpdateDisk(header(), name(name), null, Map.of("tag", value));
  }

  public Command deleteDisk(String name) {
    return new DeleteDisk(header(), name(name));
  }

  public Command createSnapshot(String disk, String name) {
    return new CreateIncrementalSnapshot(
        header(), name(name), new DiskRef(subscription, name(disk)), null, Map.of());
  }

  private CommandHeader header() {
    return new CommandHeader(
        new CommandId(new UUID(0xc0ddL << 48, nextCommand++)), subscription, "tester");
  }

  private static ResourceName name(String name) {
    return new ResourceName("group", name);
  }
}
