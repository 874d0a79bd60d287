package dev.snapledger.cli.demo;

import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.commands.type.SasAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs into six of the seven restrictions on small disks of its own, each at its exact boundary;
 * the seventh (a snapshot that a disk is still filled from) is shown by {@link Restore}.
 */
final class Refusals {
  private static final String REGION = "eastus";
  private static final long SAS_SECONDS = 3600;
  private static final int SAS_SNAPSHOTS = 5;
  private static final int RATE = 7;

  /** Waits until a snapshot's bytes are sealed. */
  @FunctionalInterface
  interface Completion {
    void await(SubscriptionId subscription, ResourceName snapshot);
  }

  /**
   * One refusal, as the ledger worded it.
   *
   * @param rule number of the restriction, such as R6
   */
  record Refusal(String rule, Rejected rejected) {}

  private final CommandSession session;
  private final String group;
  private final Completion completion;
  private final List<Refusal> refusals = new ArrayList<>();

  /**
   * Prepares the tour.
   *
   * @param session subscription under the default policy, and not the one of the main disk
   */
  Refusals(CommandSession session, String group, Completion completion) {
    this.session = session;
    this.group = group;
    this.completion = completion;
  }

  /**
   * Shows them all.
   *
   * @param strict a subscription that may be given a policy of its own, for R7
   * @param basePolicy policy that one is derived from
   */
  List<Refusal> show(CommandSession strict, Policy basePolicy) {
    resizedDisk();
    rateAndSharedAccess();
    otherSubscription();
    snapshotCount(strict, basePolicy);
    return List.copyOf(refusals);
  }

  private void resizedDisk() {
    createDisk(session, "resized");
    session.accept(header -> new ResizeDisk(header, named("resized"), 2));
    refuse("R1", session, "DiskWasResized", snapshot(session, "resized", "after-resize"));
  }

  private void rateAndSharedAccess() {
    createDisk(session, "busy");
    for (int i = 1; i <= RATE; i++) {
      session.accept(snapshot(session, "busy", "busy-" + i));
    }
    refuse("R6", session, "SnapshotRateExceeded", snapshot(session, "busy", "busy-" + (RATE + 1)));
    for (int i = 1; i <= RATE; i++) {
      completion.await(session.subscription(), named("busy-" + i));
    }
    refuse(
        "R2",
        session,
        "IncrementalSnapshotCannotMove",
        header ->
            new MoveResource(
                header, snapshotNamed("busy-1"), other(session.subscription()), group));
    sharedAccess();
  }

  private void sharedAccess() {
    for (int i = 1; i <= SAS_SNAPSHOTS; i++) {
      session.accept(grant("busy-" + i));
    }
    refuse("R3", session, "SasLimitExceeded", grant("busy-" + (SAS_SNAPSHOTS + 1)));
    session.accept(grant("busy-1")); // One that has a grant already takes no further slot.
    session.accept(header -> new RevokeSas(header, snapshotNamed("busy-2"), (GrantId) null));
    session.accept(grant("busy-" + (SAS_SNAPSHOTS + 1))); // The revoked one freed a slot.
    for (int i : new int[] {1, 3, 4, 5, 6}) {
      String name = "busy-" + i;
      session.accept(header -> new RevokeSas(header, snapshotNamed(name), (GrantId) null));
    }
  }

  private void otherSubscription() {
    CommandSession elsewhere = session.of(other(session.subscription()));
    refuse(
        "R5",
        elsewhere,
        "OutsideDiskSubscription",
        snapshot(session, "busy", "in-other-subscription"));
  }

  private void snapshotCount(CommandSession strict, Policy base) {
    int countMax = 3;
    strict.accept(
        header ->
            new AdoptPolicy(
                header,
                new Policy(
                    "demo-three-snapshots",
                    1,
                    base.snapshotRateMax(),
                    base.snapshotRateWindowSeconds(),
                    countMax,
                    base.sasSnapshotsMax(),
                    base.incrementalAfterResize(),
                    base.diffResizeBoundaryBytes(),
                    base.regions())));
    createDisk(strict, "counted");
    for (int i = 1; i <= countMax; i++) {
      strict.accept(snapshot(strict, "counted", "counted-" + i));
    }
    refuse("R7", strict, "SnapshotCountExceeded", snapshot(strict, "counted", "counted-4"));
  }

  private void refuse(
      String rule, CommandSession by, String code, Function<CommandHeader, Command> command) {
    refusals.add(new Refusal(rule, by.reject(code, command)));
  }

  private void createDisk(CommandSession by, String name) {
    by.accept(
        header ->
            new CreateDisk(
                header, named(name), REGION, "Premium_LRS", 1, DiskOrigin.EMPTY, Map.of()));
  }

  /** A snapshot taken in the subscription of whoever sends it, of a disk of {@code owner}. */
  private Function<CommandHeader, Command> snapshot(
      CommandSession owner, String disk, String snapshot) {
    return header ->
        new CreateIncrementalSnapshot(
            header,
            named(snapshot),
            new DiskRef(owner.subscription(), named(disk)),
            null,
            Map.of());
  }

  private Function<CommandHeader, Command> grant(String snapshot) {
    return header -> new GrantSas(header, snapshotNamed(snapshot), SasAccess.READ, SAS_SECONDS);
  }

  private ResourceSelector snapshotNamed(String name) {
    return new ResourceSelector(ResourceType.SNAPSHOT, named(name));
  }

  private ResourceName named(String name) {
    return new ResourceName(group, name);
  }

  private static SubscriptionId other(SubscriptionId subscription) {
    return new SubscriptionId(
        new java.util.UUID(
            subscription.value().getMostSignificantBits(),
            subscription.value().getLeastSignificantBits() ^ 0xF0L));
  }
}
