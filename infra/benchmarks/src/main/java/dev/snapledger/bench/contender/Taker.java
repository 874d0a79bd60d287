package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;

/** A contender that takes the commands of the topic, from where it was last time. */
abstract class Taker implements Contender {
  private final Gate gate = new Gate();
  private final Progress progress;

  Taker(int partitions) {
    this.progress = new Progress(partitions);
  }

  Gate gate() {
    return gate;
  }

  Progress progress() {
    return progress;
  }

  /**
   * Verbs: {@code close} holds it back; {@code open} lets it go; {@code drain to=OFFSETS records=N}
   * lets it go, measures until it has committed that far, and holds it back.
   */
  @Override
  public Fields run(String verb, Fields request) throws Exception {
    return switch (verb) {
      case "close" -> {
        gate.close();
        yield Fields.none();
      }
      case "open" -> {
        gate.open();
        yield Fields.none();
      }
      case "drain" -> drain(request.numbers("to"), request.number("records"));
      default -> throw Contender.unknown(verb);
    };
  }

  private Fields drain(long[] to, long records) throws Exception {
    progress.target(to);
    Stopwatch watch = new Stopwatch();
    gate.open();
    Fields measured = watch.stop(records, progress.await());
    gate.close();
    return measured;
  }
}
