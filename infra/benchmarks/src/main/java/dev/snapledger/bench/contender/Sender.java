package dev.snapledger.bench.contender;

import dev.snapledger.bench.figure.Percentiles;
import dev.snapledger.bench.load.Load;
import dev.snapledger.bench.process.Fields;
import dev.snapledger.runtime.kafka.LogTopics;

/** The one that asks: sends the commands, and measures how long replies take. */
final class Sender implements Contender {
  private final Load load;

  Sender(Setup setup) {
    this.load = new Load(setup.connection(), setup.partitions());
  }

  /**
   * Verbs: {@code append records=N}; {@code touch} appends to every partition; {@code latency
   * of=ours|plain rate=R records=N}.
   */
  @Override
  public Fields run(String verb, Fields request) throws Exception {
    return switch (verb) {
      case "append" -> appended(load.append(request.number("records")));
      case "touch" -> appended(load.touchAll());
      case "latency" -> latency(request);
      default -> throw Contender.unknown(verb);
    };
  }

  private Fields appended(long[] ends) {
    return Fields.none().with("to", ends).with("families", load.families());
  }

  private Fields latency(Fields request) throws Exception {
    String topic = request.text("of").equals("ours") ? LogTopics.REPLIES : PlainLoop.REPLIES;
    long[] sorted = load.latencies(topic, request.number("rate"), (int) request.number("records"));
    return Fields.none()
        .with("p50", Percentiles.of(sorted, 50))
        .with("p99", Percentiles.of(sorted, 99))
        .with("max", sorted[sorted.length - 1])
        .with("to", load.ends());
  }

  @Override
  public void close() {
    load.close();
  }
}
