package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.event.ResourceMoveFailed;
import dev.snapledger.commands.event.ResourceMoved;
import dev.snapledger.commands.event.ResourceReceived;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.projections.work.WorkItem.MoveOut;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How resources go from one subscription to another. */
class MoveTest {
  @TempDir Path directory;

  @Test
  void movesADiskAndAFullSnapshot() {
    try (World world = World.healthy(directory)) {
      // given
      Script script = new Script(world);
      script.createDisk("disk");
      script.write("disk", 1, 11);
      script.fullOfDisk("full", "disk");
      script.settle();

      // when
      script.moveDisk("disk", World.BOB);
      script.moveSnapshot("full", World.BOB);
      script.settle();

      // then
      assertThat(world.ledger.events(ResourceReceived.class)).hasSize(2);
      assertThat(world.ledger.events(ResourceMoved.class)).hasSize(2);
      script.checkAtRest();
    }
  }

  @Test
  void keepsADiskWhoseNameIsTakenThere() {
    try (World world = World.healthy(directory)) {
      // given
      Script script = new Script(world);
      script.createDisk("disk");
      world.accept(
          World.BOB,
          header ->
              new CreateDisk(
                  header,
                  Script.nameOf("disk"),
                  World.EAST,
                  "Standard_LRS",
                  1,
                  DiskOrigin.EMPTY,
                  Map.of()));
      world.settle();

      // when
      script.moveDisk("disk", World.BOB);
      script.settle();

      // then
      assertThat(world.ledger.events(ResourceMoveFailed.class))
          .singleElement()
          .satisfies(
              failed -> {
                assertThat(failed.header().subscriptionId()).isEqualTo(World.ALICE);
                assertThat(failed.code()).isEqualTo("AlreadyExists");
              });
      assertThat(world.pending()).isEmpty();
    }
  }

  @Test
  void endsAMoveBeforeTheMoveBackThatOvertookIt() {
    // given a node that dies when the disk has arrived and not yet left
    DeathPoints death = DeathPoints.at(2, DeathPoints.Moment.AFTER);
    try (World world = new World(directory, LedgerLoop.Views.AT_ONCE, death)) {
      Script script = new Script(world);
      script.createDisk("disk");
      script.write("disk", 1, 11);
      script.moveDisk("disk", World.BOB);
      world.runTasks(100);
      assertThat(death.calls()).containsExactly("createVolume", "done", "submit");
      assertThat(world.ledger.events(ResourceReceived.class)).hasSize(1);
      assertThat(world.ledger.events(ResourceMoved.class)).isEmpty();

      // when
      script.moveDisk("disk", World.ALICE);
      script.settle();

      // then
      assertThat(world.ledger.events(ResourceReceived.class)).hasSize(2);
      assertThat(world.ledger.events(ResourceMoved.class)).hasSize(2);
      script.checkAtRest();
    }
  }

  @Test
  void waitsForAnEarlierMoveThatHasNotEnded() {
    // given a disk that has arrived at Bob's, not yet left Alice, and is to go back
    DeathPoints death = DeathPoints.at(2, DeathPoints.Moment.AFTER);
    try (World world = new World(directory, LedgerLoop.Views.AT_ONCE, death)) {
      Script script = new Script(world);
      script.createDisk("disk");
      script.moveDisk("disk", World.BOB);
      world.runTasks(100);
      script.moveDisk("disk", World.ALICE);
      CommandDoor door = new CommandDoor(world.ledger, new Stop());
      MoveTask there = new MoveTask((MoveOut) world.pending().getFirst(), door);
      MoveTask back = new MoveTask((MoveOut) world.pending().getLast(), door);

      // when
      Step tooEarly = back.step();

      // then
      assertThat(tooEarly)
          .isInstanceOfSatisfying(
              Step.Later.class, later -> assertThat(later.reason()).startsWith("MoveInProgress"));
      assertThat(world.ledger.events(ResourceMoved.class)).isEmpty();

      // when
      Step ended = there.step();
      Step again = back.step();

      // then
      assertThat(ended).isEqualTo(new Step.Finished());
      assertThat(again).isEqualTo(new Step.Finished());
      script.settle();
      script.checkAtRest();
    }
  }
}
