package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.compute.ComputeManager;
import com.azure.resourcemanager.compute.models.AccessLevel;
import com.azure.resourcemanager.compute.models.Disk;
import com.azure.resourcemanager.compute.models.GrantAccessData;
import com.azure.resourcemanager.compute.models.Snapshot;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.snapledger.server.auth.Client;
import dev.snapledger.server.auth.SignIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A disk and snapshots of a running ledger, and the tokens and signatures to mistreat them with.
 */
final class BadRequestWorld {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  private static final String REGION = "eastus";
  private static final int SECONDS = 3_600;
  private static final int WRITTEN = 1 << 16;

  private final RunningLedger ledger;
  private final ComputeManager compute;
  private final String group;
  private final Map<String, String> values = new HashMap<>();

  private BadRequestWorld(RunningLedger ledger, String group) {
    this.ledger = ledger;
    this.group = group;
    this.compute = AzureClients.compute(ledger, SUBSCRIPTION);
  }

  /** Makes it all in a group of its own. */
  static BadRequestWorld in(RunningLedger ledger, String group) throws Exception {
    var world = new BadRequestWorld(ledger, group);
    world.makeResources();
    world.makeTokens();
    return world;
  }

  private void makeResources() throws Exception {
    compute.resourceManager().resourceGroups().define(group).withRegion(REGION).create();
    Disk disk = AzureClients.disk(compute, REGION, group, "disk");
    Snapshot one = AzureClients.snapshot(compute, disk, "one");
    Snapshot two = AzureClients.snapshot(compute, disk, "two");
    Snapshot three = AzureClients.snapshot(compute, disk, "three");
    String snapshot = target(one.grantAccess(SECONDS));
    String other = target(two.grantAccess(SECONDS));
    String revoked = target(three.grantAccess(SECONDS));
    three.revokeAccess();
    String writing =
        target(
            compute
                .serviceClient()
                .getDisks()
                .grantAccess(
                    group,
                    "disk",
                    new GrantAccessData()
                        .withAccess(AccessLevel.WRITE)
                        .withDurationInSeconds(SECONDS))
                .accessSas());
    values.put("subscription", "/subscriptions/" + SUBSCRIPTION);
    values.put("group", "/subscriptions/%s/resourceGroups/%s".formatted(SUBSCRIPTION, group));
    values.put("snapshot", snapshot);
    values.put("path", path(snapshot));
    values.put("query", query(snapshot));
    values.put("otherpath", path(other));
    values.put("disk", writing);
    values.put("diskquery", query(writing));
    values.put("revoked", revoked);
    values.put("later", snapshot.replaceFirst("se=20", "se=21"));
    values.put("stronger", snapshot.replace("sp=r&", "sp=rw&"));
    values.put("short", snapshot.replaceFirst("sig=.*", "sig=AAAA"));
    values.put("capitals", path(snapshot).toUpperCase(Locale.ROOT) + "?" + query(snapshot));
    assertThat(putPages((byte) 7)).isEqualTo(201);
  }

  private void makeTokens() throws Exception {
    Instant now = Instant.now();
    SignIn here = ledger.signIn(InstantSource.fixed(now));
    Client client = here.clients().all().getFirst();
    String good = here.issuer().issue(client);
    JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
    values.put("token", ledger.token());
    values.put("empty", "");
    values.put("unsigned", new PlainJWT(claims).serialize());
    values.put("elsewhere", elsewhere(now, client));
    values.put("forged", forged(claims));
    values.put("changed", changed(good, claims));
    values.put("expired", issued(now.minus(Duration.ofHours(2)), client));
    values.put("early", issued(now.plus(Duration.ofDays(1)), client));
  }

  private String issued(Instant time, Client client) {
    return ledger.signIn(InstantSource.fixed(time)).issuer().issue(client);
  }

  private String elsewhere(Instant now, Client client) {
    return ledger
        .signIn(URI.create("https://elsewhere.example:8443"), InstantSource.fixed(now))
        .issuer()
        .issue(client);
  }

  private static String forged(JWTClaimsSet claims) throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID("own").generate();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID("own")
            .jwk(key.toPublicJWK())
            .build();
    var token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  /** The signature of a good token under other claims. */
  private static String changed(String good, JWTClaimsSet claims) {
    String[] parts = good.split("\\.", -1);
    JWTClaimsSet other = new JWTClaimsSet.Builder(claims).subject("somebody").build();
    return parts[0] + "." + other.toPayload().toBase64URL() + "." + parts[2];
  }

  static String target(String url) {
    URI uri = URI.create(url);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static String path(String target) {
    return target.substring(0, target.indexOf('?'));
  }

  private static String query(String target) {
    return target.substring(target.indexOf('?') + 1);
  }

  /** What stands for the names in braces of a {@link BadRequest}. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** What no answer and no log may have: signatures of URLs, and tokens. */
  List<String> secrets() {
    return List.of(
        signature("snapshot"),
        signature("disk"),
        signature("revoked"),
        value("token"),
        value("expired"),
        value("elsewhere"));
  }

  private String signature(String name) {
    return value(name).replaceAll(".*sig=([^&]*).*", "$1");
  }

  private String value(String name) {
    String found = values.get(name);
    if (found == null) {
      throw new AssertionError("expected " + name + ", but found " + values.keySet());
    }
    return found;
  }

  private int putPages(byte value) throws Exception {
    String text =
        RawHttp.request(
            "PUT",
            value("disk") + "&comp=page",
            "x-ms-page-write: update",
            "x-ms-range: bytes=0-" + (WRITTEN - 1),
            "Content-Length: " + WRITTEN);
    byte[] body = new byte[WRITTEN];
    Arrays.fill(body, value);
    return RawHttp.send(ledger, text, body).status();
  }

  /** Fails unless a good request is answered. */
  void assertAnswersOne() throws Exception {
    String disk = value("group") + "/providers/Microsoft.Compute/disks/disk?api-version=2023-04-02";
    assertThat(status(disk, "Authorization: Bearer " + value("token"))).isEqualTo(200);
  }

  /** Fails unless good requests to both planes are answered. */
  void assertAnswers() throws Exception {
    assertAnswersOne();
    assertThat(status(value("snapshot"), "Range: bytes=0-511")).isEqualTo(206);
    assertThat(status("/health/ready")).isEqualTo(200);
  }

  private int status(String target, String... headers) throws Exception {
    return RawHttp.send(ledger, RawHttp.request("GET", target, headers)).status();
  }

  /** Fails unless a disk can be made, snapshotted and read, whatever became of this one. */
  void assertStillWorks() throws Exception {
    assertThat(status("/health/ready")).isEqualTo(200);
    String fresh = group + "-after";
    compute.resourceManager().resourceGroups().define(fresh).withRegion(REGION).create();
    Disk disk = AzureClients.disk(compute, REGION, fresh, "disk");
    String url = target(AzureClients.snapshot(compute, disk, "snapshot").grantAccess(SECONDS));
    assertThat(status(url, "Range: bytes=0-511")).isEqualTo(206);
  }

  /** Fails if there is more in the group than there was, or the disk has other bytes. */
  void assertUntouched() throws Exception {
    assertThat(compute.disks().listByResourceGroup(group).stream().map(Disk::name))
        .containsExactly("disk");
    assertThat(compute.disks().getByResourceGroup(group, "disk").sizeInGB()).isEqualTo(1);
    assertThat(compute.disks().getByResourceGroup(group, "disk").tags()).isNullOrEmpty();
    byte[] expected = new byte[WRITTEN];
    Arrays.fill(expected, (byte) 7);
    String range = "Range: bytes=0-" + (WRITTEN - 1);
    assertThat(RawHttp.send(ledger, RawHttp.request("GET", value("disk"), range)).body())
        .isEqualTo(expected);
    compute.disks().getByResourceGroup(group, "disk").revokeAccess();
  }
}
