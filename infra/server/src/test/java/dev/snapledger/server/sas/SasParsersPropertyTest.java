package dev.snapledger.server.sas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.SnapshotId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SasParsersPropertyTest {
  @Provide
  static Arbitrary<Map<String, String>> queries() {
    Arbitrary<String> names = Arbitraries.of("sv", "sr", "si", "se", "sp", "sig", "other");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(50),
            Arbitraries.of(
                "b",
                "r",
                "rw",
                "2019-02-02",
                "2026-02-30T10:00:00Z",
                "2026-03-01T10:00:00Z",
                "2026-03-01T10:00:00.5Z",
                "9999-99-99T99:99:99Z",
                "00000000-0000-0001-0000-000000000002",
                "A".repeat(43) + "=",
                "/".repeat(43) + "="));
    return Arbitraries.maps(names, values).ofMaxSize(7);
  }

  @Property
  void queriesAreSoundOrRefused(@ForAll("queries") Map<String, String> query) {
    // when
    SasToken token = SasToken.parse(query);

    // then
    if (token != null) {
      assertThat(token.signature()).hasSize(32);
      Instant end = token.claims().expiresAt();
      assertThat(end).isEqualTo(end.truncatedTo(ChronoUnit.SECONDS));
      assertThat(query.get("sr")).isEqualTo("b");
    }
  }

  @Property
  void pathsAreThoseOfBlobsOrNone(@ForAll String text, @ForAll("near") String near) {
    for (String path : new String[] {text, near}) {
      // when
      BlobPath parsed = BlobPath.parse(path);

      // then
      assertThat(parsed == null || parsed.toString().equals(path)).isTrue();
    }
  }

  @Provide
  static Arbitrary<String> near() {
    return Arbitraries.strings()
        .withChars("0123456789abcdef-/%.")
        .ofMaxLength(60)
        .map(rest -> "/md-disks/" + rest);
  }

  @Property
  void pathsAreReadAsWritten(@ForAll long high, @ForAll long low) {
    BlobPath path = BlobPath.of("r-1", new SnapshotId(new java.util.UUID(high, low)));
    assertThat(BlobPath.parse(path.toString())).isEqualTo(path);
  }
}
