package dev.snapledger.clients.pageblob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpRange;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ClearRange;
import com.azure.storage.blob.models.PageBlobRequestConditions;
import com.azure.storage.blob.models.PageList;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.models.PageRangeItem;
import com.azure.storage.blob.specialized.PageBlobClient;
import com.azure.storage.blob.specialized.SpecializedBlobClientBuilder;
import dev.snapledger.clients.Program;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.server.pageblob.DataPlane;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client for storage, as it is. */
class StorageSdkTest {
  private static final int SIZE = 16 << 20;

  @TempDir Path folder;
  private DataPlane plane;
  private DiskId disk;
  private PageBlobClient writer;

  @BeforeEach
  void start() {
    plane = DataPlane.in(folder);
    disk = plane.disk(SIZE);
    writer = client(plane.url(disk, SasAccess.WRITE));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private static PageBlobClient client(String url) {
    return new SpecializedBlobClientBuilder().endpoint(url).buildPageBlobClient();
  }

  private byte[] upload(long startByte, int length) {
    byte[] data = new byte[length];
    new Random(startByte).nextBytes(data);
    writer.uploadPages(range(startByte, length), new ByteArrayInputStream(data));
    return data;
  }

  private static PageRange range(long startByte, long length) {
    return new PageRange().setStart(startByte).setEnd(startByte + length - 1);
  }

  private static byte[] download(PageBlobClient client) {
    var out = new ByteArrayOutputStream();
    client.downloadStream(out);
    return out.toByteArray();
  }

  @Test
  void uploadsClearsAndDownloads() {
    // given
    byte[] expected = new byte[SIZE];
    byte[] data = upload(512, 4 << 20);
    System.arraycopy(data, 0, expected, 512, data.length);

    // when
    writer.clearPages(range(1024, 4096));
    PageBlobClient reader = client(plane.url(plane.snapshot(disk)));
    byte[] whole = download(reader);

    // then
    Arrays.fill(expected, 1024, 5120, (byte) 0);
    assertThat(reader.getProperties().getBlobSize()).isEqualTo(SIZE + 512);
    assertThat(Arrays.copyOf(whole, SIZE)).isEqualTo(expected);
    assertThat(new String(whole, SIZE, 8, StandardCharsets.US_ASCII)).isEqualTo("conectix");
  }

  @Test
  void checksumsAreChecked() throws Exception {
    // given
    byte[] data = new byte[1024];
    data[3] = 4;
    byte[] md5 = MessageDigest.getInstance("MD5").digest(data);

    // when / then
    var conditions = new PageBlobRequestConditions().setIfMatch(writer.getProperties().getETag());
    uploadChecked(data, md5, conditions);
    assertThatThrownBy(() -> uploadChecked(data, md5, conditions))
        .isInstanceOfSatisfying(
            BlobStorageException.class,
            e -> assertThat(e.getErrorCode()).isEqualTo(BlobErrorCode.CONDITION_NOT_MET));
    md5[0]++;
    assertThatThrownBy(() -> uploadChecked(data, md5, null))
        .isInstanceOfSatisfying(
            BlobStorageException.class,
            e -> assertThat(e.getErrorCode()).isEqualTo(BlobErrorCode.MD5MISMATCH));
  }

  @SuppressWarnings("deprecation") // It is what programs that are in use call.
  private void uploadChecked(
      byte[] data, byte[] md5, @Nullable PageBlobRequestConditions conditions) {
    writer.uploadPagesWithResponse(
        range(0, data.length), new ByteArrayInputStream(data), md5, conditions, null, null);
  }

  @Test
  void downloadsToAFileInParallel() throws Exception {
    // given
    upload(0, 4 << 20);
    upload(8 << 20, 4 << 20);
    PageBlobClient reader = client(plane.url(plane.snapshot(disk)));
    Path file = folder.resolve("disk.vhd");

    // when
    reader.downloadToFile(file.toString());

    // then
    assertThat(Files.readAllBytes(file)).isEqualTo(download(reader));
    assertThat(qemuImg("info", "-f", "vpc", file.toString()))
        .contains("virtual size: 16 MiB (16777216 bytes)");
    Path raw = folder.resolve("disk.raw");
    Files.write(raw, Arrays.copyOf(Files.readAllBytes(file), SIZE));
    assertThat(qemuImg("compare", "-f", "vpc", "-F", "raw", file.toString(), raw.toString()))
        .contains("Images are identical");
  }

  private String qemuImg(String... arguments) throws Exception {
    return Program.required("qemu-img", "qemu-utils", folder).run(arguments).orThrow();
  }

  @Test
  void listsRanges() {
    // given
    upload(0, 4096);
    upload(65536, 8192);
    PageBlobClient reader = client(plane.url(plane.snapshot(disk)));

    // when
    List<PageRangeItem> listed = reader.listPageRanges(new BlobRange(0)).stream().toList();
    PageList whole = pageRanges(reader);

    // then
    List<PageRange> expected = List.of(range(0, 4096), range(65536, 8192), range(SIZE, 512));
    assertThat(listed.stream().map(PageRangeItem::getRange).map(HttpText::of))
        .isEqualTo(expected.stream().map(HttpText::of).toList());
    assertThat(whole.getPageRange()).usingRecursiveComparison().isEqualTo(expected);
  }

  /** What a range is, as text. */
  private static final class HttpText {
    private HttpText() {}

    static String of(HttpRange range) {
      return range.toString();
    }

    static String of(PageRange range) {
      return "bytes=%d-%d".formatted(range.getStart(), range.getEnd());
    }
  }

  @SuppressWarnings("deprecation") // It is what programs that are in use call.
  private static PageList pageRanges(PageBlobClient client) {
    return client.getPageRanges(new BlobRange(0));
  }

  @Test
  void aCopyFollowsByDifferences() {
    // given
    upload(0, 1 << 20);
    SnapshotId older = plane.snapshot(disk);
    byte[] copy = download(client(plane.url(older)));
    upload(3 << 20, 1 << 20);
    writer.clearPages(range(4096, 65536));
    SnapshotId newer = plane.snapshot(disk);
    PageBlobClient reader = client(plane.url(newer));

    // when
    PageList changes = managedDiskDiff(reader, plane.url(older));

    // then
    for (PageRange range : changes.getPageRange()) {
      var out = new ByteArrayOutputStream();
      long length = range.getEnd() - range.getStart() + 1;
      reader.downloadStreamWithResponse(
          out, new BlobRange(range.getStart(), length), null, null, false, null, null);
      System.arraycopy(out.toByteArray(), 0, copy, (int) range.getStart(), (int) length);
    }
    for (ClearRange range : changes.getClearRange()) {
      Arrays.fill(copy, (int) range.getStart(), (int) range.getEnd() + 1, (byte) 0);
    }
    assertThat(changes.getClearRange()).isNotEmpty();
    assertThat(copy).isEqualTo(download(reader));
    assertThat(reader.listPageRangesDiff(new BlobRange(0), older.toString()).stream())
        .hasSize(changes.getPageRange().size() + changes.getClearRange().size());
  }

  @SuppressWarnings("deprecation") // It is what programs that are in use call.
  private static PageList managedDiskDiff(PageBlobClient client, String previousUrl) {
    return client.getManagedDiskPageRangesDiff(new BlobRange(0), previousUrl);
  }

  @Test
  void copiesFromAnotherDisk() {
    // given
    byte[] data = upload(0, 8192);
    String source = plane.url(plane.snapshot(disk));
    DiskId target = plane.disk(SIZE);
    PageBlobClient to = client(plane.url(target, SasAccess.WRITE));

    // when
    to.uploadPagesFromUrl(range(4096, 8192), source, 0L);

    // then
    assertThat(Arrays.copyOfRange(download(to), 4096, 12288)).isEqualTo(data);
  }

  @Test
  void aForgedSignatureIsRefused() {
    // given
    PageBlobClient forged = client(plane.url(plane.snapshot(disk)).replace("sp=r", "sp=rw"));

    // when / then
    assertThatThrownBy(forged::getProperties)
        .isInstanceOfSatisfying(
            BlobStorageException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(403);
              assertThat(e.getErrorCode()).isEqualTo(BlobErrorCode.AUTHENTICATION_FAILED);
            });
  }
}
