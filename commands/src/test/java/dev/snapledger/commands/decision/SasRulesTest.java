package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.decision.Decision.Accepted;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SasRevoked;
import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.SasAccess;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SasRulesTest {
  private final TestLedger ledger = new TestLedger();

  @BeforeEach
  void makeDisk() {
    ledger.makeDisk("d");
  }

  @Test
  void grantsWithAnIdOfItsOwnUntilTheEndOfItsTime() {
    // given
    SnapshotId snapshot = ledger.makeSnapshot("d", "s");

    // when
    Accepted accepted = ledger.accept(ledger.read("s", 60));

    // then
    SasGranted event = (SasGranted) accepted.events().getFirst();
    assertThat(event.expiresAt()).isEqualTo(ledger.now().plusSeconds(60));
    assertThat(event.snapshotId()).isEqualTo(snapshot);
    assertThat(event.familyId()).isEqualTo(ledger.familyOf("d"));
    assertThat(event.diskId()).isNull();
    assertThat(accepted.ids())
        .containsEntry("grantId", event.grantId().toString())
        .containsEntry("snapshotId", snapshot.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 31_536_000})
  void takesDurationsAtTheirLimits(long seconds) {
    ledger.accept(ledger.grant(disk("d"), SasAccess.WRITE, seconds));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, 0, 31_536_001, Long.MAX_VALUE})
  void rejectsDurationsBeyondTheirLimits(long seconds) {
    ledger.reject("InvalidArgument", ledger.grant(disk("d"), SasAccess.WRITE, seconds));
  }

  @Test
  void grantsWritingOfDisksAlone() {
    ledger.makeSnapshot("d", "s");
    ledger.reject("InvalidArgument", ledger.grant(snapshot("s"), SasAccess.WRITE, 60));
    ledger.accept(ledger.grant(disk("d"), SasAccess.WRITE, 60));
  }

  @Test
  void sharesOnlyWhatExistsAndIsCompleted() {
    ledger.accept(ledger.snap("d", "s"));
    ledger.reject("SnapshotNotReady", ledger.read("s", 60));
    ledger.reject("NotFound", ledger.read("x", 60));
    ledger.reject("NotFound", ledger.grant(disk("x"), SasAccess.READ, 60));
    ledger.reject("NotFound", ledger.revoke(disk("x"), null));
  }

  @Test
  void revokesOneGrantOrAll() {
    // given
    ledger.makeSnapshot("d", "s");
    GrantId first = ledger.accept(SasGranted.class, ledger.read("s", 60)).grantId();
    GrantId second = ledger.accept(SasGranted.class, ledger.read("s", 60)).grantId();
    GrantId third = ledger.accept(SasGranted.class, ledger.read("s", 60)).grantId();

    // when, then
    assertThat(ledger.accept(SasRevoked.class, ledger.revoke(snapshot("s"), second)).grantId())
        .isEqualTo(second);
    ledger.reject("NotFound", ledger.revoke(snapshot("s"), second));
    assertThat(ledger.accept(ledger.revoke(snapshot("s"), null)).events())
        .extracting(e -> ((SasRevoked) e).grantId())
        .containsExactly(first, third);
    ledger.acceptSilently(ledger.revoke(snapshot("s"), null));
    ledger.accept(ledger.delete("s"));
  }

  @Test
  void doesNotPretendToRevokeWhatItDoesNotKnow() {
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60));
    ledger.reject("NotFound", ledger.revoke(disk("d"), new GrantId(new UUID(7, 7))));
  }

  @Test
  void limitsGrantsOfOneResourceAndTellsWhenOneExpires() {
    // given
    for (int i = 0; i < Limits.GRANTS_PER_RESOURCE_MAX; i++) {
      ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60 + i));
    }

    // when
    Rejection rejection =
        ledger.reject("LimitExceeded", ledger.grant(disk("d"), SasAccess.READ, 60));

    // then
    assertThat(rejection.details()).containsEntry("limit", "grantsPerResourceMax");
    assertThat(rejection.retryAt()).isEqualTo(ledger.now().plusSeconds(60));
    ledger.pass(Duration.ofSeconds(60));
    ledger.accept(ledger.grant(disk("d"), SasAccess.READ, 60));
  }
}
