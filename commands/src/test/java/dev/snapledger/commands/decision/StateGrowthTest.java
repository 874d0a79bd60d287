package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.TestLedger.ELSEWHERE;
import static dev.snapledger.commands.decision.TestLedger.disk;
import static dev.snapledger.commands.decision.TestLedger.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.CompleteMove;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.event.ResourceMoveStarted;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.SasAccess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The state holds what exists; it does not grow with what was, nor then does the cost to decide.
 */
class StateGrowthTest {
  private static final int CYCLES = 40;

  private final TestLedger ledger = new TestLedger();
  private final EntityCodec codec = new EntityCodec();

  @Test
  void keepsNothingOfWhatWasDeletedExpiredRevokedOrEnded() {
    // given
    FamilyId family = new FamilyId(ledger.makeDisk("lasting").value());
    ledger.makeSnapshot("lasting", "first");
    cycle(family, 0);
    int bytesBefore = bytesOfState();

    // when
    for (int i = 1; i <= CYCLES; i++) {
      cycle(family, i);
    }

    // then: the sequence number alone takes a byte or two more
    assertThat(bytesOfState()).isBetween(bytesBefore, bytesBefore + 2);
    assertThat(ledger.state().entities()).hasSize(3);
    ledger.accept(ledger.deleteDisk("lasting"));
    ledger.accept(ledger.delete("first"));
    assertThat(ledger.state().entities()).isEmpty();
  }

  /** Everything that can begin and end begins and ends, under names of its own, in two hours. */
  private void cycle(FamilyId family, int i) {
    String incremental = "s" + i;
    ledger.makeSnapshot("lasting", incremental);
    SnapshotId failed =
        new SnapshotId(TestLedger.id(ledger.accept(ledger.snap("lasting", "x" + i)), "snapshotId"));
    ledger.accept(ledger.fail(family, failed));
    ledger.accept(ledger.delete("x" + i));
    ledger.makeFull("lasting", "f" + i);
    copyAndDelete(family, incremental, "c" + i);
    restoreAndDelete(incremental, "r" + i);
    ledger.accept(ledger.read(incremental, 60));
    ledger.accept(ledger.read("f" + i, 60));
    ledger.accept(ledger.grant(disk("lasting"), SasAccess.READ, 60));
    ledger.accept(ledger.revoke(disk("lasting"), null));
    ledger.accept(ledger.grant(disk("lasting"), SasAccess.WRITE, 60));
    ledger.pass(Duration.ofHours(2));
    ledger.accept(ledger.delete(incremental));
    moveAway("f" + i);
  }

  private void copyAndDelete(FamilyId family, String source, String copy) {
    SnapshotId id =
        new SnapshotId(
            TestLedger.id(ledger.accept(ledger.copy(source, copy, "westus")), "snapshotId"));
    ledger.accept(ledger.complete(family, id));
    ledger.accept(ledger.delete(copy));
  }

  private void restoreAndDelete(String source, String restored) {
    DiskId id =
        new DiskId(TestLedger.id(ledger.accept(ledger.restore(source, restored)), "diskId"));
    ledger.accept(ledger.lease(id, "worker", 60));
    ledger.accept(new CompleteBackgroundCopy(ledger.header(), id, 1, 0));
    ledger.accept(ledger.resize(restored, 9));
    ledger.accept(ledger.deleteDisk(restored));
  }

  /** Away, and deleted there. */
  private void moveAway(String full) {
    MovedResource moved =
        ledger
            .accept(ResourceMoveStarted.class, ledger.move(snapshot(full), ELSEWHERE, "group"))
            .resource();
    ledger.accept(new ReceiveResource(ledger.header(ELSEWHERE), TestLedger.HOME, moved));
    ledger.accept(new CompleteMove(ledger.header(), null, moved.snapshotId()));
    ledger.accept(new DeleteSnapshot(ledger.header(ELSEWHERE), moved.name()));
  }

  private int bytesOfState() {
    int bytes = 0;
    for (Entity entity : ledger.state().entities().values()) {
      bytes += codec.encode(entity).length;
    }
    return bytes;
  }
}
