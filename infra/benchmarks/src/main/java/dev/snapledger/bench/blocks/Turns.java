package dev.snapledger.bench.blocks;

import dev.snapledger.bench.figure.Figure;
import dev.snapledger.bench.peer.Machine;
import dev.snapledger.cli.output.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lets contenders take turns at one operation, each after the device came to rest. */
record Turns(Machine machine, Measured measured, Console console) {
  /**
   * One contender's part.
   *
   * @param before not measured
   * @param work measured
   * @param after not measured: compares what came of it
   */
  record Turn(String label, Step before, Step work, Step after) {
    /** A turn that needs nothing but its work. */
    static Turn of(String label, Step work) {
      return new Turn(label, Turn::nothing, work, Turn::nothing);
    }

    private static void nothing() {}
  }

  /** A piece of work. */
  @FunctionalInterface
  interface Step {
    /** Does it. */
    void run() throws IOException;
  }

  /**
   * Everybody once; who begins moves on with the number.
   *
   * @param what shown before the times
   */
  void take(Operation operation, String what, int number, List<Turn> turns) throws IOException {
    List<Turn> order = new ArrayList<>(turns);
    Collections.rotate(order, -number);
    List<String> times = new ArrayList<>();
    for (Turn turn : order) {
      times.add(turn.label() + " " + take(operation, turn));
    }
    console.line("  %s, %s: %s".formatted(what, operation.unit().sign(), String.join(", ", times)));
  }

  private String take(Operation operation, Turn turn) throws IOException {
    turn.before().run();
    machine.settle();
    long start = System.nanoTime();
    turn.work().run();
    long nanos = System.nanoTime() - start;
    turn.after().run();
    return Figure.number(measured.add(operation, turn.label(), nanos));
  }
}
