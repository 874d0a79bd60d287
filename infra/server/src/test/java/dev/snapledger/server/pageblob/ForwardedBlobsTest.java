package dev.snapledger.server.pageblob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.server.pageblob.DataPlane.SeenUpTo;
import dev.snapledger.server.sas.BlobPath;
import dev.snapledger.server.tls.OwnCertificates;
import dev.snapledger.server.tls.TlsIdentity;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that holds the blocks, and one in front of it that does not. */
class ForwardedBlobsTest {
  private static final int SIZE = 32 << 20;

  @TempDir Path folder;
  private final SeenUpTo frontSeen = new SeenUpTo();
  private DataPlane holder;
  private volatile BlobPlace place = new BlobPlace.Nowhere();
  private ForwardedBlobs blobs;
  private WebServer front;

  @BeforeEach
  void start() {
    holder = DataPlane.in(folder.resolve("holder"));
    place = new BlobPlace.There(URI.create(holder.address()), "none is shown");
    blobs = new ForwardedBlobs(() -> place, frontSeen, UUID::randomUUID);
    front = server(blobs, null);
  }

  private static WebServer server(ForwardedBlobs blobs, @Nullable TlsIdentity identity) {
    var builder = WebServer.builder().shutdownHook(false).host("127.0.0.1").port(0);
    if (identity != null) {
      builder.tls(Tls.builder().sslContext(identity.serverContext()).build());
    }
    return builder
        .routing(routing -> routing.register("/{account}/{container}/{blob}", blobs))
        .build()
        .start();
  }

  @AfterEach
  void stop() {
    front.stop();
    holder.close();
  }

  private String atFront(String url) {
    return url.replace(holder.address(), "http://127.0.0.1:" + front.port());
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void writesAndReadsThroughTheOtherNode() throws Exception {
    // given
    DiskId disk = holder.disk(SIZE);
    String write = atFront(holder.url(disk, SasAccess.WRITE));
    byte[] data = random(4 << 20, 1);

    // when
    HttpResponse<byte[]> written = Http.putPage(write, 1 << 20, data);
    HttpResponse<byte[]> cleared = Http.clear(write, 1 << 20, (1 << 20) + 4096);

    // then
    Arrays.fill(data, 0, 4096, (byte) 0);
    assertThat(Http.outcome(written)).isEqualTo("201");
    assertThat(Http.outcome(cleared)).isEqualTo("201");
    String read = atFront(holder.url(disk, SasAccess.READ));
    HttpResponse<byte[]> part =
        Http.get(read, "x-ms-range", "bytes=%d-%d".formatted(1 << 20, (5 << 20) - 1));
    assertThat(Http.outcome(part)).isEqualTo("206");
    assertThat(part.body()).isEqualTo(data);
    assertThat(data(read))
        .containsExactly(new Http.Listed("PageRange", (1 << 20) + 4096, (5 << 20) - 1));
  }

  /** The ranges with data before the footer. */
  private static List<Http.Listed> data(String url) throws IOException, InterruptedException {
    return Http.ranges(Http.get(url + "&comp=pagelist")).stream()
        .filter(each -> each.firstByte() < SIZE)
        .toList();
  }

  @Test
  void answersAreTheHoldersInEveryPart() throws Exception {
    // given
    DiskId disk = holder.disk(SIZE);
    Http.putPage(holder.url(disk, SasAccess.WRITE), 0, random(4 << 20, 2));
    String direct = holder.url(holder.snapshot(disk));
    String refused = direct.replaceFirst("sig=.", "sig=-");

    for (String url : List.of(direct, refused)) {
      for (String method : List.of("GET", "HEAD", "DELETE")) {
        for (String range : List.of("bytes=0-511", "bytes=99999999-", "all")) {
          // when
          String[] headers = range.equals("all") ? new String[0] : new String[] {"Range", range};
          HttpResponse<byte[]> expected = Http.send(method, url, headers);
          HttpResponse<byte[]> found = Http.send(method, atFront(url), headers);

          // then
          String what = method + " " + range;
          assertThat(Http.outcome(found)).as(what).isEqualTo(Http.outcome(expected));
          assertThat(withoutIds(found)).as(what).isEqualTo(withoutIds(expected));
          for (String name :
              List.of("content-length", "etag", "content-range", "last-modified", "allow")) {
            assertThat(Http.header(found, name))
                .as(what + " " + name)
                .isEqualTo(Http.header(expected, name));
          }
        }
      }
    }
  }

  private static String withoutIds(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.ISO_8859_1)
        .replaceAll("RequestId:[0-9a-f-]+", "");
  }

  @Test
  void aRefusalComesBeforeTheBody() throws Exception {
    // given
    DiskId disk = holder.disk(SIZE);
    GrantRow grant = holder.grant(disk, null, SasAccess.WRITE);
    String url = atFront(holder.url(BlobPath.of(DataPlane.REGION, disk), grant));
    holder.revoke(grant);

    for (int i = 0; i < 20; i++) {
      // when
      HttpResponse<byte[]> answer = Http.putPage(url, 0, random(4 << 20, i));

      // then
      assertThat(Http.outcome(answer)).isEqualTo("403 AuthenticationFailed");
    }
  }

  @Test
  void manyAtATimeDoNotMix() throws Exception {
    // given
    DiskId disk = holder.disk(SIZE);
    String write = atFront(holder.url(disk, SasAccess.WRITE));
    String read = atFront(holder.url(disk, SasAccess.READ));
    List<Callable<Boolean>> work =
        IntStream.range(0, 32)
            .<Callable<Boolean>>mapToObj(i -> () -> roundTrip(write, read, i))
            .toList();

    // when
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      // then
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  private static boolean roundTrip(String write, String read, int i)
      throws IOException, InterruptedException {
    byte[] data = random(1 << 20, i);
    long at = (long) i << 20;
    assertThat(Http.outcome(Http.putPage(write, at, data))).isEqualTo("201");
    byte[] found =
        Http.get(read, "x-ms-range", "bytes=%d-%d".formatted(at, at + data.length - 1)).body();
    return Arrays.equals(found, data);
  }

  @Test
  void theHolderWaitsUntilItKnowsWhatTheOtherNodeShowed() throws Exception {
    // given
    String url = atFront(holder.url(holder.snapshot(holder.disk(SIZE))));
    frontSeen.apply(7);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // when
      Future<HttpResponse<byte[]>> answer =
          threads.submit(() -> Http.get(url, "Range", "bytes=0-511"));
      await().until(() -> holder.seen().asked() == 1);
      assertThat(answer.isDone()).isFalse();
      holder.seen().apply(6);
      assertThat(answer.isDone()).isFalse();
      holder.seen().apply(7);

      // then
      assertThat(Http.outcome(answer.get())).isEqualTo("206");
    }
  }

  @Test
  void nothingIsPassedOnTwice() throws Exception {
    // given: the node that was the holder leads on, to the one in front
    String url = atFront(holder.url(holder.snapshot(holder.disk(SIZE))));
    holder.place(new BlobPlace.There(URI.create("http://127.0.0.1:" + front.port()), "none"));

    // when
    HttpResponse<byte[]> answer = Http.get(url);

    // then
    assertThat(Http.outcome(answer)).isEqualTo("503 ServerBusy");
    assertThat(Http.header(answer, "Retry-After")).isNotEmpty();
    holder.placeHere();
    assertThat(Http.outcome(Http.get(url))).isEqualTo("200");
  }

  @Test
  void withoutAHolderTheCallerIsToComeAgain() throws Exception {
    // given
    String url = atFront(holder.url(holder.disk(SIZE), SasAccess.WRITE));
    BlobPlace known = place;

    // when / then: nobody holds them
    place = new BlobPlace.Nowhere();
    assertThat(Http.outcome(Http.putPage(url, 0, new byte[512]))).isEqualTo("503 ServerBusy");

    // when / then: it does not answer
    place = new BlobPlace.There(URI.create("http://127.0.0.1:1"), "none");
    assertThat(Http.outcome(Http.putPage(url, 0, new byte[512]))).isEqualTo("503 ServerBusy");

    // when / then: it is there again
    place = known;
    assertThat(Http.outcome(Http.putPage(url, 0, new byte[512]))).isEqualTo("201");
  }

  @Test
  void whatIsUnderWayToASilentHolderEndsWhenAnotherOneIsKnown() throws Exception {
    // given: one that takes a request and says nothing
    String url = atFront(holder.url(holder.snapshot(holder.disk(SIZE))));
    BlobPlace known = place;
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      place = new BlobPlace.There(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "none");
      Future<HttpResponse<byte[]>> answer = threads.submit(() -> Http.get(url));
      Socket taken = silent.accept();
      assertThat(taken.getInputStream().read()).isEqualTo('G');
      blobs.moved();
      assertThat(answer.isDone()).isFalse();

      // when
      place = known;
      blobs.moved();

      // then
      assertThat(Http.outcome(answer.get())).isEqualTo("503 ServerBusy");
    }
    assertThat(Http.outcome(Http.get(url))).isEqualTo("200");
  }

  @Test
  void aHolderThatWasPushedOutShowsNoDisk() throws Exception {
    // given
    DiskId disk = holder.disk(SIZE);
    String write = holder.url(disk, SasAccess.WRITE);
    Http.putPage(write, 0, random(4096, 3));
    String read = holder.url(disk, SasAccess.READ);
    String snapshot = holder.url(holder.snapshot(disk));

    // when
    holder.lose();

    // then: what may have changed elsewhere is not told, whatever the request
    for (String url : List.of(read, atFront(read))) {
      assertThat(Http.outcome(Http.get(url))).isEqualTo("503 ServerBusy");
      assertThat(Http.outcome(Http.send("HEAD", url))).isEqualTo("503 ServerBusy");
      assertThat(Http.outcome(Http.get(url + "&comp=pagelist"))).isEqualTo("503 ServerBusy");
    }
    assertThat(Http.outcome(Http.get(snapshot))).isEqualTo("200");
  }

  @Test
  void aBodyThatEndsEarlyCutsTheConnectionAndChangesNothing() throws Exception {
    // given
    DiskId disk = holder.disk(SIZE);
    URI url = URI.create(atFront(holder.url(disk, SasAccess.WRITE)) + "&comp=page");

    // when: half of the page comes, and then the end
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT %s?%s HTTP/1.1\r\nHost: x\r\nContent-Length: 4096\r\nx-ms-page-write: update\r\nx-ms-range: bytes=0-4095\r\n\r\n"
              .formatted(url.getRawPath(), url.getRawQuery());
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(random(2048, 4));
      out.flush();
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).doesNotContain(" 201 ");
    }

    // then
    String read = holder.url(disk, SasAccess.READ);
    assertThat(data(read)).isEmpty();
  }

  @Test
  void trustsTheCertificateThatTheHolderNamesAndNoOther() throws Exception {
    // given
    TlsIdentity identity = OwnCertificates.in(folder.resolve("tls"), InstantSource.system());
    TlsIdentity other = OwnCertificates.in(folder.resolve("tls2"), InstantSource.system());
    String url = holder.url(holder.snapshot(holder.disk(SIZE)));
    BlobPlace plain = place;
    WebServer secure =
        server(new ForwardedBlobs(() -> plain, new SeenUpTo(), UUID::randomUUID), identity);
    try {
      // It is itself in front of the holder, so a request passed on to it ends there.
      URI address = URI.create("https://127.0.0.1:" + secure.port());

      // when / then
      place = new BlobPlace.There(address, other.digest());
      HttpResponse<byte[]> refused = Http.get(atFront(url));
      assertThat(Http.text(refused)).contains("does not");
      place = new BlobPlace.There(address, identity.digest());
      HttpResponse<byte[]> answered = Http.get(atFront(url));
      assertThat(Http.text(answered)).contains("it is not known");
    } finally {
      secure.stop();
    }
  }
}
