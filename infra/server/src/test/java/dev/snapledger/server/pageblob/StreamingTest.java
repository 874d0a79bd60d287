package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of clients that are slow, gone or many, and of stores that fail. */
class StreamingTest {
  private static final int SIZE = 64 << 20;

  @TempDir Path folder;
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicBoolean broken = new AtomicBoolean();

  private DataPlane plane(PageBlobSettings settings) {
    return DataPlane.in(folder, settings, this::counted);
  }

  /** The same store; counts what is read of it, and fails in the last block if told so. */
  private BlockStore counted(BlockStore store) {
    return (BlockStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BlockStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("read")) {
                bytesRead.addAndGet(((ByteBuffer) arguments[2]).remaining());
                if (broken.get() && (long) arguments[1] >= SIZE - (1 << 20)) {
                  throw new CorruptDataException("expected a sound block, but found a broken one");
                }
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static DiskId filled(DataPlane plane) throws Exception {
    DiskId disk = plane.disk(SIZE);
    String url = plane.url(disk, SasAccess.WRITE);
    byte[] data = new byte[4 << 20];
    new java.util.Random(1).nextBytes(data);
    for (int at = 0; at < SIZE; at += data.length) {
      assertThat(Http.putPage(url, at, data).statusCode()).isEqualTo(201);
    }
    return disk;
  }

  @Test
  void zerosCostNoReads() throws Exception {
    // given
    try (DataPlane plane = plane(PageBlobSettings.DEFAULT)) {
      DiskId disk = plane.disk(SIZE);
      byte[] part = new byte[4096];
      part[0] = 1;
      Http.putPage(plane.url(disk, SasAccess.WRITE), 40 << 20, part);
      String url = plane.url(plane.snapshot(disk));
      bytesRead.set(0);

      // when
      byte[] whole = Http.get(url).body();

      // then
      assertThat(whole).hasSize(SIZE + 512);
      assertThat(whole[40 << 20]).isEqualTo((byte) 1);
      assertThat(bytesRead).hasValue(4096);
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsTwoPieces() throws Exception {
    // given
    try (DataPlane plane = plane(new PageBlobSettings(1, 1))) {
      SnapshotId snapshot = plane.snapshot(filled(plane));
      String url = plane.url(snapshot);
      bytesRead.set(0);
      try (Socket slow = request("GET", url, "")) {
        slow.getInputStream().readNBytes(1);

        // when
        long[] before = {-1};
        await()
            .pollInterval(Duration.ofMillis(300))
            .until(
                () -> {
                  long last = before[0];
                  before[0] = bytesRead.get();
                  return last == before[0];
                });
        HttpResponse<byte[]> second = Http.get(url);
        HttpResponse<byte[]> list = Http.get(url + "&comp=pagelist");

        // then
        // What the sockets of both sides took is not held by the server.
        assertThat(before[0]).isLessThan(SIZE / 2);
        assertThat(Http.outcome(second)).isEqualTo("503 ServerBusy");
        assertThat(Http.header(second, "Retry-After")).isEqualTo("1");
        assertThat(Http.outcome(list)).isEqualTo("503 ServerBusy");
        assertThat(Http.outcome(Http.send("HEAD", url))).isEqualTo("200");
      }

      // when the slow client is gone
      // then
      await()
          .untilAsserted(
              () -> assertThat(Http.outcome(Http.get(url, "Range", "bytes=0-9"))).isEqualTo("206"));
    }
  }

  @Test
  void aFailureWithinABodyIsNeverAWholeBody() throws Exception {
    // given
    try (DataPlane plane = plane(PageBlobSettings.DEFAULT)) {
      String url = plane.url(plane.snapshot(filled(plane)));
      broken.set(true);

      // when / then
      assertThatThrownBy(() -> Http.get(url)).isInstanceOf(IOException.class);
      assertThat(Http.outcome(Http.get(url, "Range", "bytes=0-9"))).isEqualTo("206");
    }
  }

  @Test
  void anUploadThatIsCutOffWritesNothing() throws Exception {
    // given
    try (DataPlane plane = plane(new PageBlobSettings(1, 1))) {
      DiskId disk = plane.disk(SIZE);
      String url = plane.url(disk, SasAccess.WRITE);
      String headers =
          "Content-Length: 4194304\r\nx-ms-page-write: update\r\nx-ms-range: bytes=0-4194303\r\n";

      // when
      try (Socket gone = request("PUT", url + "&comp=page", headers)) {
        byte[] half = new byte[2 << 20];
        java.util.Arrays.fill(half, (byte) 7);
        gone.getOutputStream().write(half);
        gone.getOutputStream().flush();
        assertThat(Http.outcome(Http.putPage(url, 0, new byte[512]))).isIn("503 ServerBusy", "201");
      }

      // then
      await()
          .untilAsserted(
              () ->
                  assertThat(Http.outcome(Http.putPage(url, 8 << 20, new byte[512])))
                      .isEqualTo("201"));
      assertThat(Http.get(url, "Range", "bytes=0-4194303").body()).containsOnly(0);
    }
  }

  private static Socket request(String method, String url, String headers) throws IOException {
    URI uri = URI.create(url);
    var socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
    OutputStream out = socket.getOutputStream();
    out.write(
        "%s %s?%s HTTP/1.1\r\nHost: x\r\n%s\r\n"
            .formatted(method, uri.getRawPath(), uri.getRawQuery(), headers)
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }
}
