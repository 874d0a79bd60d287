package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.compute.models.AccessLevel;
import com.azure.resourcemanager.compute.models.Disk;
import com.azure.resourcemanager.compute.models.GrantAccessData;
import com.azure.resourcemanager.compute.models.Snapshot;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.specialized.PageBlobClient;
import com.azure.storage.blob.specialized.SpecializedBlobClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes from a disk to its snapshots and back, through a whole node, by the unmodified Java clients
 * of the control plane and of page blobs, over TLS.
 */
class SharedAccessTest {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  private static final String GROUP = "shared-access";
  private static final String REGION = "westeurope";
  private static final int WRITTEN = 4 << 20;
  private static final int CHANGED_AT = 1 << 20;
  private static final int CHANGED = 1 << 16;
  private static final int SECONDS = 600;

  @TempDir static Path folder;
  private static RunningLedger ledger;
  private static ComputeManager compute;

  @BeforeAll
  static void start() throws Exception {
    ledger = RunningLedger.start(folder.resolve("data"), Map.of());
    compute = AzureClients.compute(ledger, SUBSCRIPTION);
    compute.resourceManager().resourceGroups().define(GROUP).withRegion(REGION).create();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static PageBlobClient blob(String url) {
    return new SpecializedBlobClientBuilder()
        .endpoint(url)
        .httpClient(new JdkHttpClientBuilder(ledger.clientBuilder()).build())
        .buildPageBlobClient();
  }

  private static PageRange range(long startByte, long length) {
    return new PageRange().setStart(startByte).setEnd(startByte + length - 1);
  }

  private static void write(Disk disk, long startByte, byte[] bytes) {
    String url =
        compute
            .serviceClient()
            .getDisks()
            .grantAccess(
                GROUP,
                disk.name(),
                new GrantAccessData().withAccess(AccessLevel.WRITE).withDurationInSeconds(SECONDS))
            .accessSas();
    blob(url).uploadPages(range(startByte, bytes.length), new ByteArrayInputStream(bytes));
    disk.revokeAccess();
  }

  private static byte[] start(PageBlobClient reader) {
    var out = new ByteArrayOutputStream();
    var first = new BlobRange(0, (long) WRITTEN);
    reader.downloadStreamWithResponse(out, first, null, null, false, null, null);
    return out.toByteArray();
  }

  @Test
  void snapshotsShowTheirMomentTheirDiffAndNothingOnceRevoked() {
    // given
    Disk disk = AzureClients.disk(compute, REGION, GROUP, "disk");
    byte[] before = random(1, WRITTEN);
    write(disk, 0, before);
    Snapshot first = AzureClients.snapshot(compute, disk, "first");
    byte[] changed = random(2, CHANGED);
    write(disk, CHANGED_AT, changed);
    Snapshot second = AzureClients.snapshot(compute, disk, "second");
    byte[] after = Arrays.copyOf(before, WRITTEN);
    System.arraycopy(changed, 0, after, CHANGED_AT, CHANGED);

    // when
    String firstUrl = first.grantAccess(SECONDS);
    PageBlobClient reader = blob(second.grantAccess(SECONDS));

    // then
    assertThat(start(blob(firstUrl))).isEqualTo(before);
    assertThat(start(reader)).isEqualTo(after);
    assertThat(reader.getProperties().getBlobSize()).isEqualTo((1L << 30) + 512);
    var diff = reader.getManagedDiskPageRangesDiff(new BlobRange(0, 1L << 30), firstUrl);
    assertThat(diff.getPageRange())
        .singleElement()
        .satisfies(
            page -> {
              assertThat(page.getStart()).isEqualTo(CHANGED_AT);
              assertThat(page.getEnd()).isEqualTo(CHANGED_AT + CHANGED - 1);
            });

    // when
    second.revokeAccess();

    // then
    assertThatThrownBy(() -> start(reader))
        .isInstanceOfSatisfying(
            BlobStorageException.class,
            e -> assertThat(e.getErrorCode()).isEqualTo(BlobErrorCode.AUTHENTICATION_FAILED));
  }
}
