package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import dev.snapledger.commands.event.SnapshotCopyStarted;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a copy to another region is. */
class SnapshotCopyRulesTest {
  private static final long TOTAL = 8L << 30;

  private final TestLedger ledger = new TestLedger();
  private FamilyId family = new FamilyId(new UUID(0, 0));
  private SnapshotId copy = new SnapshotId(new UUID(0, 0));

  @BeforeEach
  void startACopy() {
    family = new FamilyId(ledger.makeDisk("d").value());
    ledger.makeSnapshot("d", "s");
    var started = ledger.accept(SnapshotCopyStarted.class, ledger.copy("s", "c", "westus"));
    copy = started.snapshotId();
  }

  private ReportSnapshotCopyProgress report(long copiedBytes, long totalBytes) {
    return new ReportSnapshotCopyProgress(ledger.header(), family, copy, copiedBytes, totalBytes);
  }

  private SnapshotCopyProgressed accept(long copiedBytes) {
    return ledger.accept(SnapshotCopyProgressed.class, report(copiedBytes, TOTAL));
  }

  private int copyStep() {
    return ledger.state().entities().values().stream()
        .filter(SnapshotFamily.class::isInstance)
        .map(SnapshotFamily.class::cast)
        .flatMap(each -> each.snapshots().stream())
        .filter(each -> each.snapshotId().equals(copy))
        .findFirst()
        .orElseThrow()
        .copyStep();
  }

  @Test
  void tellsHowManyBytesAreThere() {
    // when
    var progressed = accept(TOTAL / 2);

    // then
    assertThat(progressed.familyId()).isEqualTo(family);
    assertThat(progressed.snapshotId()).isEqualTo(copy);
    assertThat(progressed.copiedBytes()).isEqualTo(TOTAL / 2);
    assertThat(progressed.totalBytes()).isEqualTo(TOTAL);
  }

  @Test
  void neverGoesBackwards() {
    // given
    accept(TOTAL / 2);

    // when a worker that took the copy over begins anew, also with fewer bytes to move
    ledger.acceptSilently(report(TOTAL / 20, TOTAL));
    ledger.acceptSilently(report(TOTAL / 2, TOTAL));
    ledger.acceptSilently(report(45, 100));

    // then
    assertThat(copyStep()).isEqualTo(10);
    accept(TOTAL / 20 * 11 + 20);
  }

  @Test
  void hasOneEventForEachTwentiethHoweverOftenItIsReported() {
    // when
    for (long per10000 = 0; per10000 <= 10_000; per10000++) {
      ledger.send(report(per10000, 10_000));
    }

    // then
    assertThat(ledger.log().stream().filter(SnapshotCopyProgressed.class::isInstance))
        .hasSize(FamilySnapshot.COPY_STEPS_MAX)
        .extracting(event -> ((SnapshotCopyProgressed) event).copiedBytes())
        .startsWith(500L, 1_000L)
        .endsWith(10_000L);
  }

  @Test
  void saysNothingBelowTheFirstTwentieth() {
    ledger.acceptSilently(report(499, 10_000));
    ledger.accept(SnapshotCopyProgressed.class, report(500, 10_000));
  }

  @Test
  void takesBytesUpToTheSizeOfTheSnapshot() {
    rejects("totalBytes", report(0, 0));
    rejects("totalBytes", report(0, TOTAL + 1));
    rejects("copiedBytes", report(-1, TOTAL));
    rejects("copiedBytes", report(TOTAL + 1, TOTAL));
    accept(TOTAL);
  }

  private void rejects(String field, ReportSnapshotCopyProgress report) {
    assertThat(ledger.reject("InvalidArgument", report).details()).containsEntry("field", field);
  }

  @Test
  void isTooLateOnceTheCopyEnded() {
    // given
    accept(TOTAL / 2);

    // when
    ledger.accept(new CompleteSnapshot(ledger.header(), family, copy, 4096, 1, 4096, 1, 1, DIGEST));

    // then
    ledger.reject("SnapshotNotReady", report(TOTAL, TOTAL));
    assertThat(copyStep()).isZero();
    ledger.accept(ledger.delete("c"));
    ledger.reject("NotFound", report(TOTAL, TOTAL));
  }

  @Test
  void isTooLateOnceTheCopyFailed() {
    ledger.accept(ledger.fail(family, copy));
    ledger.reject("SnapshotNotReady", report(TOTAL, TOTAL));
  }
}
