package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.compute.models.AccessLevel;
import com.azure.resourcemanager.compute.models.Disk;
import com.azure.resourcemanager.compute.models.GrantAccessData;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shared-access URLs whose time is over, at a whole node whose clock is held. */
@ExtendWith(SharedLedger.class)
class SasExpiryTest {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  private static final String GROUP = "expiry";
  private static final int SECONDS = 300;

  private static RunningLedger ledger;
  private static ComputeManager compute;
  private static Disk disk;

  @BeforeAll
  static void start(RunningLedger shared) {
    ledger = shared;
    compute = AzureClients.compute(ledger, SUBSCRIPTION);
    compute.resourceManager().resourceGroups().define(GROUP).withRegion("eastus").create();
    disk = AzureClients.disk(compute, "eastus", GROUP, "disk");
  }

  /** The end in a URL: whole seconds, up to one second after that of the grant. */
  private static Instant endOf(String target) {
    String end = target.replaceAll(".*[?&]se=([^&]*).*", "$1");
    return Instant.parse(URLDecoder.decode(end, StandardCharsets.UTF_8));
  }

  private static String outcome(String text, Instant time, byte[] body) throws Exception {
    try (MovableClock.Held _ = ledger.clock().at(time)) {
      RawHttp.Answer answer = RawHttp.send(ledger, text, body);
      String code = answer.bodyText().replaceAll("(?s).*<Code>(.*)</Code>.*|.*", "$1");
      return (answer.status() + " " + code).strip();
    }
  }

  @Test
  void aUrlReadsUntilItsEndAndNotAMomentLonger() throws Exception {
    // given
    String target =
        BadRequestWorld.target(
            AzureClients.snapshot(compute, disk, "snapshot").grantAccess(SECONDS));
    String read = RawHttp.request("GET", target, "Range: bytes=0-511");
    String list = RawHttp.request("GET", target + "&comp=pagelist");
    Instant end = endOf(target);

    // when, then
    assertThat(outcome(read, end.minusSeconds(1), new byte[0])).isEqualTo("206");
    assertThat(outcome(read, end, new byte[0])).isEqualTo("403 AuthenticationFailed");
    assertThat(outcome(list, end, new byte[0])).isEqualTo("403 AuthenticationFailed");
    assertThat(outcome(read, end.minusSeconds(1), new byte[0])).isEqualTo("206");
  }

  @Test
  void aUrlWritesUntilItsEndAndNotAMomentLonger() throws Exception {
    // given
    String target =
        BadRequestWorld.target(
            compute
                .serviceClient()
                .getDisks()
                .grantAccess(
                    GROUP,
                    "disk",
                    new GrantAccessData()
                        .withAccess(AccessLevel.WRITE)
                        .withDurationInSeconds(SECONDS))
                .accessSas());
    String write =
        RawHttp.request(
            "PUT",
            target + "&comp=page",
            "x-ms-page-write: update",
            "x-ms-range: bytes=0-511",
            "Content-Length: 512");
    Instant end = endOf(target);

    // when, then
    assertThat(outcome(write, end.minusSeconds(1), new byte[512])).isEqualTo("201");
    assertThat(outcome(write, end, new byte[512])).isEqualTo("403 AuthenticationFailed");
    disk.revokeAccess();
  }
}
