package dev.snapledger.faults.load;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The life of one snapshot family: {@value #COMMANDS} commands, a disk first, then by chance what
 * its users and its worker would ask for. Many of them are refused: names are taken, disks shrink,
 * snapshots come too fast or after a resize, grants are asked for what is not there. Some are sent
 * again under the same id. For one thread.
 */
final class FamilyLife {
  /** Number of commands. */
  static final int COMMANDS = 20;

  private static final long COMMAND_ID_HIGH = 0xfa17_0000_0000_8000L;
  private static final int SNAPSHOTS_MAX = 9;

  private final SplittableRandom choice;
  private final SubscriptionId subscription;
  private final long number;
  private final List<Command> made = new ArrayList<>();
  private final List<CommandId> uncompleted = new ArrayList<>();
  private int snapshots;

  /**
   * A life.
   *
   * @param number tells families apart; names and ids are made of it
   */
  FamilyLife(SplittableRandom choice, SubscriptionId subscription, long number) {
    this.choice = choice;
    this.subscription = subscription;
    this.number = number;
  }

  /** Whether there are no more commands. */
  boolean over() {
    return made.size() == COMMANDS;
  }

  /** The next command. */
  Command next() {
    Command next = made.isEmpty() ? createDisk() : choose();
    made.add(next);
    return next;
  }

  private Command choose() {
    if (!uncompleted.isEmpty() && choice.nextInt(2) == 0) {
      return complete(uncompleted.removeFirst());
    }
    return switch (choice.nextInt(12)) {
      case 0, 1, 2, 3 -> createSnapshot();
      case 4, 5 -> new GrantSas(header(), snapshot(), SasAccess.READ, 3_600);
      case 6 -> new RevokeSas(header(), snapshot(), null);
      case 7 -> new DeleteSnapshot(header(), snapshot().name());
      case 8 -> new ResizeDisk(header(), disk(), 1 + choice.nextInt(64));
      case 9 -> new UpdateDisk(header(), disk(), null, Map.of("step", "" + made.size()));
      case 10 -> createDisk();
      default -> made.get(choice.nextInt(made.size()));
    };
  }

  private Command createDisk() {
    return new CreateDisk(
        header(),
        disk(),
        "eastus",
        "Premium_LRS",
        16,
        DiskOrigin.EMPTY,
        Map.of("owner", "team-" + number % 97));
  }

  private Command createSnapshot() {
    CommandHeader header = header();
    uncompleted.add(header.commandId());
    ResourceName name = name(snapshots++ % SNAPSHOTS_MAX);
    return new CreateIncrementalSnapshot(
        header, name, new DiskRef(subscription, disk()), null, Map.of());
  }

  private Command complete(CommandId createdBy) {
    CommandId disk = made.getFirst().header().commandId();
    return new CompleteSnapshot(
        header(),
        new FamilyId(DerivedIds.derive(subscription, disk, DerivedIds.DISK)),
        new SnapshotId(DerivedIds.derive(subscription, createdBy, DerivedIds.SNAPSHOT)),
        4_096L * (1 + number % 1_000),
        4_096L * (1 + number % 500),
        0,
        1 + number % 100,
        1,
        "%064x".formatted(number * COMMANDS + made.size()));
  }

  private ResourceName disk() {
    return new ResourceName("production", "disk-" + number);
  }

  /** One that was asked for, or the one that will be next. */
  private ResourceSelector snapshot() {
    return new ResourceSelector(
        ResourceType.SNAPSHOT, name(choice.nextInt(Math.min(snapshots + 1, SNAPSHOTS_MAX))));
  }

  private ResourceName name(int snapshot) {
    return new ResourceName("backups", "disk-" + number + "-s" + snapshot);
  }

  private CommandHeader header() {
    return new CommandHeader(
        new CommandId(new UUID(COMMAND_ID_HIGH, number << 8 | made.size())),
        subscription,
        "fault-tests");
  }
}
