package dev.snapledger.commands.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.FailBackgroundCopy;
import dev.snapledger.commands.command.ReleaseCopyLease;
import dev.snapledger.commands.command.ReportCopyProgress;
import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyProgressed;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
import dev.snapledger.commands.id.DiskId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyRulesTest {
  private static final long TOTAL = 8L << 30;

  private final TestLedger ledger = new TestLedger();
  private DiskId disk = new DiskId(new UUID(0, 0));

  @BeforeEach
  void makeDiskThatWaitsToBeFilled() {
    ledger.makeDisk("d");
    ledger.makeSnapshot("d", "s");
    disk = new DiskId(TestLedger.id(ledger.accept(ledger.restore("s", "r")), "diskId"));
  }

  private ReportCopyProgress report(long epoch, long bytes) {
    return new ReportCopyProgress(ledger.header(), disk, epoch, bytes);
  }

  private CompleteBackgroundCopy complete(long epoch, long bytes) {
    return new CompleteBackgroundCopy(ledger.header(), disk, epoch, bytes);
  }

  private ReleaseCopyLease release(long epoch) {
    return new ReleaseCopyLease(ledger.header(), disk, epoch);
  }

  private FailBackgroundCopy fail(long epoch) {
    return new FailBackgroundCopy(ledger.header(), disk, epoch, "bad luck");
  }

  @Test
  void leasesToOneWorkerAtATime() {
    // given
    Instant start = ledger.now();
    var first = ledger.accept(CopyLeaseAcquired.class, ledger.lease(disk, "one", 60));

    // when, then
    assertThat(first.epoch()).isEqualTo(1);
    assertThat(first.expiresAt()).isEqualTo(start.plusSeconds(60));
    assertThat(ledger.reject("LeaseHeld", ledger.lease(disk, "two", 60)).retryAt())
        .isEqualTo(start.plusSeconds(60));
    ledger
        .at(start.plusSeconds(60).minusMillis(1))
        .reject("LeaseHeld", ledger.lease(disk, "two", 60));
    var second =
        ledger
            .at(start.plusSeconds(60))
            .accept(CopyLeaseAcquired.class, ledger.lease(disk, "two", 60));
    assertThat(second.epoch()).isEqualTo(2);
  }

  @Test
  void prolongsWithTheSameEpoch() {
    ledger.accept(ledger.lease(disk, "one", 60));
    ledger.pass(Duration.ofSeconds(59));
    var prolonged = ledger.accept(CopyLeaseAcquired.class, ledger.lease(disk, "one", 60));
    assertThat(prolonged.epoch()).isEqualTo(1);
    ledger.pass(Duration.ofSeconds(59)).reject("LeaseHeld", ledger.lease(disk, "two", 60));
  }

  @Test
  void fencesWorkersOfOlderAndUnknownEpochs() {
    // given
    ledger.reject("Fenced", report(0, 1));
    ledger.accept(ledger.lease(disk, "one", 60));
    ledger.pass(Duration.ofSeconds(60));
    ledger.accept(ledger.lease(disk, "two", 60));

    // when, then
    ledger.reject("Fenced", report(1, 1));
    ledger.reject("Fenced", complete(1, TOTAL));
    ledger.reject("Fenced", fail(1));
    ledger.reject("Fenced", release(1));
    ledger.reject("Fenced", report(3, 1));
    ledger.accept(report(2, 1));
  }

  @Test
  void letsALeaseThatRanOutGoOnUntilAnotherTakesIt() {
    ledger.accept(ledger.lease(disk, "one", 60));
    ledger.pass(Duration.ofHours(1)).accept(BackgroundCopyProgressed.class, report(1, 4096));
  }

  @Test
  void releasesOnceAndGivesTheNextWorkerANewEpoch() {
    ledger.reject("Fenced", release(0));
    ledger.accept(ledger.lease(disk, "one", 60));
    ledger.accept(CopyLeaseReleased.class, release(1));
    ledger.acceptSilently(release(1));
    ledger.reject("Fenced", report(1, 1));
    assertThat(ledger.accept(CopyLeaseAcquired.class, ledger.lease(disk, "one", 60)).epoch())
        .isEqualTo(2);
  }

  @Test
  void reportsProgressThatOnlyGrows() {
    ledger.accept(ledger.lease(disk, "one", 60));
    ledger.accept(BackgroundCopyProgressed.class, report(1, 4096));
    ledger.acceptSilently(report(1, 4096));
    ledger.acceptSilently(report(1, 0));
    ledger.reject("InvalidArgument", report(1, -1));
    ledger.reject("InvalidArgument", report(1, TOTAL + 1));
    ledger.accept(report(1, TOTAL));
  }

  @Test
  void completesOnceAndFreesBothSides() {
    ledger.accept(ledger.lease(disk, "one", 60));
    ledger.reject("InvalidArgument", complete(1, TOTAL + 1));
    ledger.accept(BackgroundCopyCompleted.class, complete(1, TOTAL));
    ledger.acceptSilently(complete(1, TOTAL));
    assertThat(ledger.reject("BackgroundCopyNotRunning", fail(1)).details())
        .containsEntry("found", "completed");
    ledger.reject("BackgroundCopyNotRunning", ledger.lease(disk, "one", 60));
    ledger.reject("BackgroundCopyNotRunning", report(1, 1));
    ledger.reject("BackgroundCopyNotRunning", release(1));
    ledger.accept(ledger.snap("r", "t"));
    ledger.accept(ledger.delete("s"));
  }

  @Test
  void failsOnce() {
    ledger.accept(ledger.lease(disk, "one", 60));
    ledger.accept(BackgroundCopyFailed.class, fail(1));
    ledger.acceptSilently(fail(1));
    assertThat(ledger.reject("BackgroundCopyNotRunning", complete(1, TOTAL)).details())
        .containsEntry("found", "failed");
  }

  @Test
  void knowsDisksThatNeedNoCopyAndThoseThatAreGone() {
    DiskId plain = new DiskId(ledger.familyOf("d").value());
    assertThat(ledger.reject("BackgroundCopyNotRunning", ledger.lease(plain, "one", 1)).details())
        .containsEntry("found", "none");
    ledger.accept(ledger.deleteDisk("r"));
    ledger.reject("NotFound", ledger.lease(disk, "one", 1));
    ledger.reject("NotFound", report(1, 1));
    ledger.reject("NotFound", complete(1, 1));
    ledger.reject("NotFound", fail(1));
    ledger.reject("NotFound", release(1));
  }

  @Test
  void limitsHolderAndDuration() {
    for (var command :
        new AcquireCopyLease[] {
          ledger.lease(disk, "", 1),
          ledger.lease(disk, "w".repeat(201), 1),
          ledger.lease(disk, "w", 0),
          ledger.lease(disk, "w", 3601)
        }) {
      ledger.reject("InvalidArgument", command);
    }
    ledger.accept(ledger.lease(disk, "w".repeat(200), 3600));
  }
}
