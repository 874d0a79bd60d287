package dev.snapledger.bench.load;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.RevokeSas;
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
import java.util.Map;
import java.util.UUID;

/**
 * The life of one snapshot family: {@value #COMMANDS} commands, of which one is refused and one is
 * a producer's retry, so that {@value #EVENTS} events come of it.
 */
public final class FamilyScript {
  /** Number of commands. */
  public static final int COMMANDS = 12;

  /** Events that they lead to. */
  public static final int EVENTS = 10;

  private static final long COMMAND_ID_HIGH = 0x6c65_6467_6572_8000L;
  private static final int RETRIED_STEP = 6;

  private final SubscriptionId subscription;
  private final long number;

  /**
   * The life of a family.
   *
   * @param number tells families apart; names and ids are made of it
   */
  public FamilyScript(SubscriptionId subscription, long number) {
    this.subscription = subscription;
    this.number = number;
  }

  /** The command of a step, 0..{@link #COMMANDS}-1. */
  public Command command(int step) {
    return switch (step) {
      case 0 -> createDisk();
      case 1 -> createSnapshot(step, 1);
      case 2 -> complete(step, 1);
      case 3 -> createSnapshot(step, 2);
      case 4 -> complete(step, 3);
      case 5 -> new GrantSas(header(step), snapshot(1), SasAccess.READ, 3_600);
      case RETRIED_STEP -> createSnapshot(step, 3);
      case 7 -> complete(step, RETRIED_STEP);
      case 8 -> new RevokeSas(header(step), snapshot(1), null);
      case 9 -> command(RETRIED_STEP);
      case 10 -> new DeleteSnapshot(header(step), snapshot(1).name());
      case 11 -> new GrantSas(header(step), snapshot(1), SasAccess.READ, 3_600);
      default ->
          throw new IllegalArgumentException(
              "expected a step in 0..%d, but found %d".formatted(COMMANDS - 1, step));
    };
  }

  /** Creates the disk; step 0. */
  public Command createDisk() {
    return new CreateDisk(
        header(0),
        disk(),
        "eastus",
        "Premium_LRS",
        128,
        DiskOrigin.EMPTY,
        Map.of("environment", "production", "owner", "team-" + number % 97));
  }

  /**
   * Takes a snapshot.
   *
   * @param step chooses the command id, 0..254
   * @param which number of the snapshot, from 1
   */
  public Command createSnapshot(int step, int which) {
    return new CreateIncrementalSnapshot(
        header(step),
        snapshot(which).name(),
        new DiskRef(subscription, disk()),
        null,
        Map.of("schedule", "hourly"));
  }

  /**
   * Completes a snapshot.
   *
   * @param step chooses the command id, 0..254
   * @param createdBy the step that took it
   */
  public Command complete(int step, int createdBy) {
    UUID snapshot = DerivedIds.derive(subscription, commandId(createdBy), DerivedIds.SNAPSHOT);
    UUID family = DerivedIds.derive(subscription, commandId(0), DerivedIds.DISK);
    return new CompleteSnapshot(
        header(step),
        new FamilyId(family),
        new SnapshotId(snapshot),
        4_096L * (1 + number % 1_000),
        4_096L * (1 + number % 500),
        0,
        1 + number % 100,
        1,
        "%064x".formatted(number * 31 + step));
  }

  private ResourceName disk() {
    return new ResourceName("production", name());
  }

  private ResourceSelector snapshot(int which) {
    return new ResourceSelector(
        ResourceType.SNAPSHOT, new ResourceName("backups", name() + "-s" + which));
  }

  private String name() {
    return "disk-" + number;
  }

  private CommandHeader header(int step) {
    return new CommandHeader(commandId(step), subscription, "backup-service");
  }

  private CommandId commandId(int step) {
    return new CommandId(new UUID(COMMAND_ID_HIGH, number << 8 | step));
  }
}
