package dev.snapledger.server.pageblob;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.server.sas.BlobPath;
import dev.snapledger.server.sas.SasAnswer.Permitted;
import dev.snapledger.server.sas.SasKey;
import dev.snapledger.server.sas.SasKeyRing;
import dev.snapledger.server.sas.SasKeyStore;
import dev.snapledger.server.sas.SasKeys;
import dev.snapledger.server.sas.SasPermission;
import dev.snapledger.server.sas.SasSigner;
import dev.snapledger.server.sas.SasVerifier;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Shared-access URLs: none but the one that was given permits anything. */
class SharedAccessFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final GrantRow GRANT =
      new GrantRow(
          new SubscriptionId(new UUID(1, 1)),
          new GrantId(new UUID(2, 2)),
          new DiskId(new UUID(3, 3)),
          new FamilyId(new UUID(3, 3)),
          new SnapshotId(new UUID(4, 4)),
          SasAccess.READ,
          NOW,
          NOW.plusSeconds(3600),
          null);
  private static final BlobPath PATH = BlobPath.of("eastus", new SnapshotId(new UUID(4, 4)));
  private static final SasKeyRing RING =
      SasKeyRing.open(new NoStore(), () -> SasKey.of(new byte[SasKey.BYTES]));
  private static final SasVerifier VERIFIER = new SasVerifier(RING, (_, _) -> GRANT, () -> NOW);
  private static final String URL =
      new SasSigner(RING).pathAndQuery(PATH, GRANT.grantId(), GRANT.expiresAt(), SasAccess.READ);
  private static final Map<String, String> SIGNED =
      BlobQuery.parse(URL.substring(URL.indexOf('?') + 1));

  /** Keeps nothing. */
  private static final class NoStore implements SasKeyStore {
    @Override
    public @Nullable SasKeys load() {
      return null;
    }

    @Override
    public void save(SasKeys keys) {
      // The ring has them.
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            URL,
            URL.replace("sp=r", "sp=rw"),
            URL.replace("md-snapshots", "md-disks"),
            URL.replace("00Z", "00.000Z"),
            URL + "&comp=pagelist&sv=%zz")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void nothingElsePermits(byte[] input) {
    String[] target = new String(input, ISO_8859_1).split("\\?", 2);
    BlobPath path = BlobPath.parse(target[0]);
    assertThat(path == null || path.toString().equals(target[0])).isTrue();
    try {
      // when
      Map<String, String> query = BlobQuery.parse(target.length == 1 ? "" : target[1]);
      boolean permitted =
          path != null && VERIFIER.verify(path, query, SasPermission.READ) instanceof Permitted;

      // then
      if (permitted) {
        assertThat(path).isEqualTo(PATH);
        assertThat(query).containsEntry("sig", SIGNED.get("sig")).containsEntry("sp", "r");
        assertThat(VERIFIER.verify(PATH, query, SasPermission.READ_WRITE))
            .isNotInstanceOf(Permitted.class);
      }
    } catch (PageBlobException e) {
      assertThat(e.code().status()).isEqualTo(400);
    }
  }
}
