package dev.snapledger.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.compute.models.AccessLevel;
import com.azure.resourcemanager.compute.models.Disk;
import com.azure.resourcemanager.compute.models.GrantAccessData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shared-access URLs that were tampered with, and clients that vanish, at a whole node. */
@ExtendWith(SharedLedger.class)
class BadSharedAccessTest {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  private static final String GROUP = "bad-shared-access";
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int WRITTEN = 1 << 16;
  private static final int CUTS = 12;

  private static RunningLedger ledger;
  private static CapturedLog log;
  private static ComputeManager compute;
  private static Disk disk;
  private static String snapshot;
  private static String other;

  @BeforeAll
  static void start(RunningLedger shared) {
    ledger = shared;
    log = CapturedLog.open();
    compute = AzureClients.compute(ledger, SUBSCRIPTION);
    compute.resourceManager().resourceGroups().define(GROUP).withRegion("eastus").create();
    disk = AzureClients.disk(compute, "eastus", GROUP, "disk");
    snapshot = target(AzureClients.snapshot(compute, disk, "one").grantAccess(600));
    other = target(AzureClients.snapshot(compute, disk, "two").grantAccess(600));
  }

  @AfterAll
  static void stop() throws Exception {
    log.close();
    log.assertClean(ledger, List.of(signature(snapshot), signature(other)));
  }

  private static String target(String url) {
    URI uri = URI.create(url);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static String signature(String target) {
    return target.replaceAll(".*sig=([^&]*).*", "$1");
  }

  private static String shareDisk(AccessLevel access, int seconds) {
    return target(
        compute
            .serviceClient()
            .getDisks()
            .grantAccess(
                GROUP,
                "disk",
                new GrantAccessData().withAccess(access).withDurationInSeconds(seconds))
            .accessSas());
  }

  /** Status and code, such as {@code 403 AuthenticationFailed}. */
  private static String outcome(RawHttp.Answer answer) {
    assertThat(answer.text()).doesNotContain("\tat ", "Exception", "dev.snapledger", "sig=");
    String code = answer.text().replaceAll("(?s).*<Code>(.*)</Code>.*|.*", "$1");
    return (answer.status() + " " + code).strip();
  }

  private static String get(String target, String... headers) throws IOException {
    return outcome(RawHttp.send(ledger, RawHttp.request("GET", target, headers)));
  }

  private static String put(String target, byte[] body, String... headers) throws IOException {
    return outcome(RawHttp.send(ledger, RawHttp.request("PUT", target, headers), body));
  }

  @Test
  void noCharacterOfASignatureMayDiffer() throws Exception {
    // given
    String signature = signature(snapshot);
    int refused = 0;

    // when
    for (int i = 0; i < signature.length(); i++) {
      int at = BASE64.indexOf(signature.charAt(i));
      char changed = at < 0 ? 'A' : BASE64.charAt(at ^ 1);
      String forged = signature.substring(0, i) + changed + signature.substring(i + 1);
      String answer = get(snapshot.replace(signature, forged), "Range: bytes=0-0");
      refused += answer.matches("403 AuthenticationFailed|400 InvalidQueryParameterValue") ? 1 : 0;
    }

    // then
    assertThat(refused).isEqualTo(signature.length());
    assertThat(get(snapshot, "Range: bytes=0-0")).isEqualTo("206");
  }

  @Test
  void noParameterMayDiffer() throws Exception {
    // given
    String path = snapshot.substring(0, snapshot.indexOf('?'));
    String query = snapshot.substring(snapshot.indexOf('?'));
    String otherPath = other.substring(0, other.indexOf('?'));

    // when, then
    for (String forged :
        List.of(
            otherPath + query,
            path + other.substring(other.indexOf('?')),
            path.replace("md-snapshots", "md-disks") + query,
            path.replace("eastus", "westus") + query,
            snapshot.replace("sp=r", "sp=rw"),
            snapshot.replaceFirst("se=20", "se=21"),
            snapshot.replace("sv=", "sv=1"),
            snapshot.replace(signature(snapshot), signature(other)),
            snapshot.replace("&sig=" + signature(snapshot), "&sig="))) {
      assertThat(get(forged)).as(forged).isEqualTo("403 AuthenticationFailed");
    }
    assertThat(get(path)).isEqualTo("401 NoAuthenticationInformation");
    assertThat(get(snapshot + "&sp=rw")).isEqualTo("400 InvalidQueryParameterValue");
    assertThat(get(path.toUpperCase(Locale.ROOT) + query)).startsWith("40");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=1073742336-, 416 InvalidRange",
    "bytes=9999999999-99999999999, 416 InvalidRange",
    "bytes=999999999999999999999-, 400 InvalidHeaderValue",
    "bytes=5-1, 400 InvalidHeaderValue",
    "bytes=-5, 400 InvalidHeaderValue",
    "bytes=0x0-1, 400 InvalidHeaderValue",
    "'bytes=0-1,3-4', 400 InvalidHeaderValue",
    "pages=0-1, 400 InvalidHeaderValue",
    "bytes=1073742335-1073742400, 206"
  })
  void rangesAreHeldToTheBlob(String range, String outcome) throws Exception {
    // when, then
    assertThat(get(snapshot, "Range: " + range)).isEqualTo(outcome);
    assertThat(get(snapshot, "x-ms-range: " + range)).isEqualTo(outcome);
  }

  @Test
  void aUrlForReadingNeverWrites() throws Exception {
    // given
    String[] headers = {
      "x-ms-page-write: update", "x-ms-range: bytes=0-511", "Content-Length: 512"
    };

    // when, then
    assertThat(put(snapshot + "&comp=page", new byte[512], headers))
        .isEqualTo("403 AuthorizationPermissionMismatch");
    String reading = shareDisk(AccessLevel.READ, 600);
    assertThat(put(reading + "&comp=page", new byte[512], headers))
        .isEqualTo("403 AuthorizationPermissionMismatch");
    disk.revokeAccess();
    assertThat(get(reading, "Range: bytes=0-0")).isEqualTo("403 AuthenticationFailed");
    assertThat(put(reading + "&comp=page", new byte[512], headers))
        .isEqualTo("403 AuthenticationFailed");
  }

  @Test
  void aClientThatVanishesLeavesTheOldBytesOrTheNewOnes() throws Exception {
    // given
    var choice = new SplittableRandom(7);
    String url = shareDisk(AccessLevel.WRITE, 600) + "&comp=page";
    byte[] before = filled(1);
    assertThat(put(url, before, writing())).isEqualTo("201");

    for (int i = 0; i < CUTS; i++) {
      // when
      int sent = i == CUTS - 1 ? WRITTEN : choice.nextInt(WRITTEN);
      byte[] after = filled(2 + i);
      vanish(url, after, sent);

      // then
      byte[] found = read(url);
      assertThat(found).as("cut after %d", sent).isIn(before, sent == WRITTEN ? after : before);
    }
    disk.revokeAccess();
  }

  /** Sends the beginning of a write, and closes the connection. */
  private static void vanish(String url, byte[] bytes, int sent) throws IOException {
    try (Socket socket = ledger.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(RawHttp.request("PUT", url, writing()).getBytes(ISO_8859_1));
      out.write(bytes, 0, sent);
      out.flush();
    }
  }

  private static String[] writing() {
    return new String[] {
      "x-ms-page-write: update",
      "x-ms-range: bytes=0-" + (WRITTEN - 1),
      "Content-Length: " + WRITTEN
    };
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[WRITTEN];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] read(String url) throws IOException {
    String range = "Range: bytes=0-" + (WRITTEN - 1);
    return RawHttp.send(ledger, RawHttp.request("GET", url.replace("&comp=page", ""), range))
        .body();
  }
}
