package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.compute.models.AccessLevel;
import com.azure.resourcemanager.compute.models.Disk;
import com.azure.resourcemanager.compute.models.DiskSkuTypes;
import com.azure.resourcemanager.compute.models.GrantAccessData;
import com.azure.resourcemanager.compute.models.Snapshot;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.query.LedgerQuery;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client of Azure's resource manager, as it is. Limits are small, so that it is quick. */
class AzureJavaClientTest {
  private static final String ONE = "00000000-0000-0000-0000-000000000001";
  private static final String TWO = "00000000-0000-0000-0000-000000000002";
  private static final String GROUP = "java-client";
  private static final String REGION = "eastus";
  private static final int COUNT_MAX = 5;
  private static final int SHARED_MAX = 2;

  @TempDir static Path folder;
  private static RunningLedger ledger;
  private static ComputeManager compute;
  private static ResourceManager resources;

  @BeforeAll
  static void start() throws Exception {
    ledger =
        RunningLedger.start(
            folder.resolve("data"),
            Map.of(
                "policy.name",
                "small",
                "policy.snapshot-count-max",
                Integer.toString(COUNT_MAX),
                "policy.sas-snapshots-max",
                Integer.toString(SHARED_MAX),
                "copy.bytes-per-second-max",
                "1"));
    compute = AzureClients.compute(ledger, ONE);
    resources = AzureClients.resources(ledger, ONE);
    resources.resourceGroups().define(GROUP).withRegion(REGION).create();
    AzureClients.resources(ledger, TWO).resourceGroups().define(GROUP).withRegion(REGION).create();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void makesShowsAndDeletesGroups() {
    // when
    resources
        .resourceGroups()
        .define("short-lived")
        .withRegion("westeurope")
        .withTag("k", "v")
        .create();

    // then
    assertThat(resources.resourceGroups().contain("short-lived")).isTrue();
    assertThat(resources.resourceGroups().getByName("short-lived").tags()).containsEntry("k", "v");
    resources.resourceGroups().deleteByName("short-lived");
    assertThat(resources.resourceGroups().contain("short-lived")).isFalse();
  }

  @Test
  void takesListsSharesAndDeletesAnIncrementalSnapshot() {
    // given
    Disk disk = disk("life");

    // when
    Snapshot snapshot = snapshot(disk, "life-1");

    // then
    assertThat(snapshot.incremental()).isTrue();
    assertThat(snapshot.skuType().toString()).isEqualTo("Standard_ZRS");
    assertThat(snapshot.sizeInGB()).isEqualTo(1);
    assertThat(snapshot.innerModel().creationData().sourceResourceId()).isEqualTo(disk.id());
    assertThat(snapshot.innerModel().creationData().sourceUniqueId())
        .isEqualTo(disk.innerModel().uniqueId());
    assertThat(
            compute.snapshots().listByResourceGroup(GROUP).stream()
                .filter(Snapshot::incremental)
                .filter(s -> disk.id().equals(s.innerModel().creationData().sourceResourceId()))
                .map(Snapshot::name))
        .containsExactly("life-1");
    assertThat(compute.disks().list().stream().map(Disk::name)).contains("life");
    assertThat(snapshot.grantAccess(60)).startsWith(ledger.url() + "/");
    snapshot.revokeAccess();
    compute.snapshots().deleteById(snapshot.id());
    compute.disks().deleteById(disk.id());
    assertThat(compute.snapshots().listByResourceGroup(GROUP).stream().map(Snapshot::name))
        .doesNotContain("life-1");
  }

  @Test
  void updatesADiskAndASnapshot() {
    // given
    Disk disk = disk("changed");
    Snapshot snapshot = snapshot(disk, "changed-1");

    // when
    Disk larger =
        disk.update().withSku(DiskSkuTypes.STANDARD_LRS).withSizeInGB(3).withTag("k", "v").apply();
    Snapshot tagged = snapshot.update().withTag("k", "v").apply();

    // then
    assertThat(larger.sizeInGB()).isEqualTo(3);
    assertThat(larger.tags()).containsEntry("k", "v");
    assertThat(tagged.tags()).containsEntry("k", "v");
  }

  @Test
  void refusesASnapshotOfAResizedDisk() {
    // given
    Disk disk = disk("resized").update().withSizeInGB(2).apply();

    // when, then
    refused(() -> snapshot(disk, "resized-1"), 409, "OperationNotAllowed", "DiskWasResized");
  }

  @Test
  void refusesToMoveAnIncrementalSnapshotAway() {
    // given
    Snapshot snapshot = snapshot(disk("moved"), "moved-1");

    // when, then
    refused(
        () ->
            resources
                .genericResources()
                .moveResources(
                    GROUP,
                    AzureClients.resources(ledger, TWO).resourceGroups().getByName(GROUP),
                    List.of(snapshot.id())),
        409,
        "ResourceMoveNotSupported",
        "IncrementalSnapshotCannotMove");
  }

  @Test
  void refusesToShareOneSnapshotTooMany() {
    // given
    Disk disk = disk("shared");
    for (int i = 1; i <= SHARED_MAX; i++) {
      snapshot(disk, "shared-" + i).grantAccess(60);
    }
    Snapshot last = snapshot(disk, "shared-last");

    // when, then
    refused(() -> last.grantAccess(60), 409, "OperationNotAllowed", "SasLimitExceeded");
  }

  @Test
  void refusesToDeleteASnapshotThatADiskIsFilledFrom() {
    // given
    Disk disk = disk("filled");
    write("filled");
    Snapshot snapshot = snapshot(disk, "filled-1");
    compute
        .disks()
        .define("filling")
        .withRegion(REGION)
        .withExistingResourceGroup(GROUP)
        .withData()
        .fromSnapshot(snapshot)
        .create();

    // when, then
    refused(
        () -> compute.snapshots().deleteById(snapshot.id()),
        409,
        "OperationNotAllowed",
        "BackgroundCopyInProgress");
  }

  @Test
  void refusesASnapshotInAnotherSubscription() {
    // given
    Disk disk = disk("elsewhere");

    // when, then
    refused(
        () ->
            AzureClients.compute(ledger, TWO)
                .snapshots()
                .define("elsewhere-1")
                .withRegion(REGION)
                .withExistingResourceGroup(GROUP)
                .withDataFromDisk(disk)
                .withIncremental(true)
                .create(),
        400,
        "InvalidParameter",
        "OutsideDiskSubscription");
  }

  @Test
  void refusesOneSnapshotTooManyInAWindowAndInAll() {
    // given
    Disk disk = disk("counted");
    for (int i = 1; i <= COUNT_MAX; i++) {
      snapshot(disk, "counted-" + i);
    }

    // when, then
    refused(() -> snapshot(disk, "counted-6"), 409, "OperationNotAllowed", "SnapshotCountExceeded");
    compute.snapshots().deleteByResourceGroup(GROUP, "counted-1");
    compute.snapshots().deleteByResourceGroup(GROUP, "counted-2");
    compute.snapshots().deleteByResourceGroup(GROUP, "counted-3");
    snapshot(disk, "counted-6");
    snapshot(disk, "counted-7");
    refused(() -> snapshot(disk, "counted-8"), 409, "OperationNotAllowed", "SnapshotRateExceeded");
  }

  @Test
  void sharesADiskForWriting() {
    // given
    Disk disk = disk("written");

    // when
    String url =
        compute
            .serviceClient()
            .getDisks()
            .grantAccess(
                GROUP,
                disk.name(),
                new GrantAccessData().withAccess(AccessLevel.WRITE).withDurationInSeconds(60))
            .accessSas();

    // then
    assertThat(url).startsWith("https://");
    disk.revokeAccess();
  }

  private static void refused(Runnable work, int status, String code, String ours) {
    ManagementException e = catchThrowableOfType(ManagementException.class, work::run);
    assertThat(e).as("expected a refusal with %s", ours).isNotNull();
    assertThat(e.getResponse().getStatusCode()).isEqualTo(status);
    assertThat(e.getValue().getCode()).isEqualTo(code);
    assertThat(e.getValue().getDetails().stream().map(ManagementError::getCode))
        .containsExactly(ours);
  }

  private static Disk disk(String name) {
    return AzureClients.disk(compute, REGION, GROUP, name);
  }

  private static Snapshot snapshot(Disk disk, String name) {
    return AzureClients.snapshot(compute, disk, name);
  }

  /** Something to copy, so that filling a disk at one byte a second does not end. */
  private static void write(String name) {
    DiskRow row =
        ledger
            .node()
            .queries()
            .ask(
                new LedgerQuery.FindDisk(
                    SubscriptionId.parse(ONE), new ResourceName(GROUP, name), null))
            .orThrow();
    ledger.node().ensureVolume(row);
    byte[] bytes = new byte[1 << 20];
    new SplittableRandom(1).nextBytes(bytes);
    var volume = new VolumeId(row.diskId().value());
    ledger.node().store(REGION).write(volume, 0, ByteBuffer.wrap(bytes));
    ledger.node().store(REGION).flush(volume);
  }
}
