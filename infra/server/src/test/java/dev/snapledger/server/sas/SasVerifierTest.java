package dev.snapledger.server.sas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.server.sas.SasAnswer.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SasVerifierTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant END = START.plusMillis(3_600_250);
  private static final SnapshotId SNAPSHOT = new SnapshotId(new UUID(1, 2));
  private static final DiskId DISK = new DiskId(new UUID(3, 4));
  private static final BlobPath SNAPSHOT_PATH = BlobPath.of("westeurope", SNAPSHOT);
  private static final BlobPath DISK_PATH = BlobPath.of("westeurope", DISK);

  private final Map<GrantId, GrantRow> grants = new HashMap<>();
  private final MemoryKeys memory = new MemoryKeys();
  private Instant now = START;
  private byte seed;
  private SasKeyRing ring;
  private SasSigner signer;
  private SasVerifier verifier;

  /** Keys in memory. */
  private static final class MemoryKeys implements SasKeyStore {
    private @Nullable SasKeys keys;

    @Override
    public @Nullable SasKeys load() {
      return keys;
    }

    @Override
    public void save(SasKeys saved) {
      keys = saved;
    }
  }

  @BeforeEach
  void start() {
    ring = SasKeyRing.open(memory, this::newKey);
    signer = new SasSigner(ring);
    verifier = new SasVerifier(ring, this::active, () -> now);
  }

  private SasKey newKey() {
    byte[] secret = new byte[SasKey.BYTES];
    secret[0] = seed++;
    return SasKey.of(secret);
  }

  private @Nullable GrantRow active(GrantId id, Instant time) {
    GrantRow row = grants.get(id);
    return row != null && row.activeAt(time) ? row : null;
  }

  private GrantRow grant(@Nullable DiskId disk, @Nullable SnapshotId snapshot, SasAccess access) {
    var id = new GrantId(new UUID(9, grants.size()));
    var subscription = new SubscriptionId(new UUID(0, 1));
    var row = new GrantRow(subscription, id, disk, null, snapshot, access, START, END, null);
    grants.put(id, row);
    return row;
  }

  private Map<String, String> signed(BlobPath path, GrantRow row) {
    String url = signer.pathAndQuery(path, row.grantId(), row.expiresAt(), row.access());
    assertThat(url).startsWith(path + "?");
    Map<String, String> query = new HashMap<>();
    for (String pair : url.substring(url.indexOf('?') + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static SasAnswer refused(Reason reason) {
    return new SasAnswer.Refused(reason);
  }

  @Test
  void permitsWhatWasGranted() {
    // given
    GrantRow read = grant(null, SNAPSHOT, SasAccess.READ);
    GrantRow write = grant(DISK, null, SasAccess.WRITE);

    // when / then
    Map<String, String> readQuery = signed(SNAPSHOT_PATH, read);
    assertThat(readQuery).containsOnlyKeys("sv", "sr", "si", "se", "sp", "sig");
    assertThat(verifier.verify(SNAPSHOT_PATH, readQuery, SasPermission.READ))
        .isEqualTo(new SasAnswer.Permitted(read));
    Map<String, String> writeQuery = signed(DISK_PATH, write);
    assertThat(verifier.verify(DISK_PATH, writeQuery, SasPermission.READ_WRITE))
        .isEqualTo(new SasAnswer.Permitted(write));
    assertThat(verifier.verify(DISK_PATH, writeQuery, SasPermission.READ))
        .isEqualTo(new SasAnswer.Permitted(write));
    assertThat(verifier.verify(SNAPSHOT_PATH, readQuery, SasPermission.READ_WRITE))
        .isEqualTo(refused(Reason.NOT_PERMITTED));
  }

  @Test
  void everyParameterIsUnderTheSignature() {
    // given
    GrantRow row = grant(null, SNAPSHOT, SasAccess.READ);
    grant(null, SNAPSHOT, SasAccess.READ);
    Map<String, String> good = signed(SNAPSHOT_PATH, row);
    Map<String, String> others =
        Map.of(
            "sv", "2019-02-03",
            "si", new UUID(9, 1).toString(),
            "se", "2026-03-01T11:00:02Z",
            "sp", "rw",
            "sig", "A".repeat(43) + "=");

    others.forEach(
        (name, value) -> {
          // when
          Map<String, String> tampered = new HashMap<>(good);
          tampered.put(name, value);

          // then
          assertThat(verifier.verify(SNAPSHOT_PATH, tampered, SasPermission.READ))
              .isEqualTo(refused(Reason.FORGED));
        });
    assertThat(verifier.verify(BlobPath.of("northeurope", SNAPSHOT), good, SasPermission.READ))
        .isEqualTo(refused(Reason.FORGED));
    assertThat(
            verifier.verify(
                BlobPath.of("westeurope", new DiskId(SNAPSHOT.value())), good, SasPermission.READ))
        .isEqualTo(refused(Reason.FORGED));
  }

  @Test
  void aMissingOrStrangeParameterIsRefused() {
    // given
    Map<String, String> good = signed(SNAPSHOT_PATH, grant(null, SNAPSHOT, SasAccess.READ));

    for (String name : good.keySet()) {
      // when
      Map<String, String> without = new HashMap<>(good);
      without.remove(name);
      Map<String, String> strange = new HashMap<>(good);
      strange.put(name, "?");

      // then
      assertThat(verifier.verify(SNAPSHOT_PATH, without, SasPermission.READ))
          .isEqualTo(refused(name.equals("sig") ? Reason.MISSING : Reason.MALFORMED));
      assertThat(verifier.verify(SNAPSHOT_PATH, strange, SasPermission.READ))
          .isEqualTo(refused(Reason.MALFORMED));
    }
  }

  @Test
  void aSignatureHasOneSpelling() {
    // given
    Map<String, String> good = signed(SNAPSHOT_PATH, grant(null, SNAPSHOT, SasAccess.READ));
    String signature = Objects.requireNonNull(good.get("sig"));
    String sameBytes =
        signature.substring(0, 42) + (char) (signature.charAt(42) + 1) + signature.charAt(43);

    // when
    Map<String, String> other = new HashMap<>(good);
    other.put("sig", sameBytes);

    // then
    assertThat(Base64.getDecoder().decode(sameBytes))
        .isEqualTo(Base64.getDecoder().decode(signature));
    assertThat(verifier.verify(SNAPSHOT_PATH, other, SasPermission.READ))
        .isEqualTo(refused(Reason.MALFORMED));
  }

  @Test
  void theEndOfTheGrantIsTheEnd() {
    // given
    GrantRow row = grant(null, SNAPSHOT, SasAccess.READ);
    Map<String, String> query = signed(SNAPSHOT_PATH, row);

    // when / then
    now = END.minusMillis(1);
    assertThat(verifier.verify(SNAPSHOT_PATH, query, SasPermission.READ))
        .isEqualTo(new SasAnswer.Permitted(row));
    now = END;
    assertThat(verifier.verify(SNAPSHOT_PATH, query, SasPermission.READ))
        .isEqualTo(refused(Reason.NOT_ACTIVE));
    now = Instant.parse("2026-03-01T11:00:01Z");
    assertThat(verifier.verify(SNAPSHOT_PATH, query, SasPermission.READ))
        .isEqualTo(refused(Reason.EXPIRED));
  }

  @Test
  void anUnknownOrRevokedGrantPermitsNothing() {
    // given
    GrantRow row = grant(null, SNAPSHOT, SasAccess.READ);
    Map<String, String> query = signed(SNAPSHOT_PATH, row);

    // when
    grants.clear();

    // then
    assertThat(verifier.verify(SNAPSHOT_PATH, query, SasPermission.READ))
        .isEqualTo(refused(Reason.NOT_ACTIVE));
  }

  @Test
  void aGrantIsForOneResource() {
    // given
    GrantRow row = grant(DISK, null, SasAccess.READ);

    // when / then
    assertThat(verifier.verify(SNAPSHOT_PATH, signed(SNAPSHOT_PATH, row), SasPermission.READ))
        .isEqualTo(refused(Reason.OTHER_RESOURCE));
  }

  @Test
  void aReadGrantDoesNotWriteWhateverTheUrlSays() {
    // given
    GrantRow row = grant(DISK, null, SasAccess.READ);
    String url = signer.pathAndQuery(DISK_PATH, row.grantId(), END, SasAccess.WRITE);
    Map<String, String> query = signed(DISK_PATH, row);
    query.put("sp", "rw");
    query.put(
        "sig", URLDecoder.decode(url.substring(url.indexOf("sig=") + 4), StandardCharsets.UTF_8));

    // when / then
    assertThat(verifier.verify(DISK_PATH, query, SasPermission.READ_WRITE))
        .isEqualTo(refused(Reason.NOT_PERMITTED));
  }

  @Test
  void aUrlOutlivesOneRotationAndARestart() {
    // given
    GrantRow row = grant(null, SNAPSHOT, SasAccess.READ);
    Map<String, String> query = signed(SNAPSHOT_PATH, row);

    // when
    ring.rotate();
    SasKeyRing reopened = SasKeyRing.open(memory, this::newKey);
    var again = new SasVerifier(reopened, this::active, () -> now);

    // then
    assertThat(again.verify(SNAPSHOT_PATH, query, SasPermission.READ))
        .isEqualTo(new SasAnswer.Permitted(row));
    assertThat(signed(SNAPSHOT_PATH, row)).isNotEqualTo(query);
    reopened.rotate();
    assertThat(again.verify(SNAPSHOT_PATH, query, SasPermission.READ))
        .isEqualTo(refused(Reason.FORGED));
  }

  @Test
  void theSignedTextIsAsWrittenDown() {
    // given
    GrantRow row = grant(null, SNAPSHOT, SasAccess.READ);

    // when
    SasToken token = Objects.requireNonNull(SasToken.parse(signed(SNAPSHOT_PATH, row)));

    // then
    assertThat(token.claims().signedText("0123456789abcdef", SNAPSHOT_PATH))
        .isEqualTo(
            """
            snapledger-sas-1
            0123456789abcdef
            2019-02-02
            b
            /md-snapshots/westeurope/00000000-0000-0001-0000-000000000002
            00000000-0000-0009-0000-000000000000
            2026-03-01T11:00:01Z
            r\
            """);
  }
}
