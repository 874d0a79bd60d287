package dev.snapledger.bench.jmh;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.event.Event;
import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.Processed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Avro bytes to records and back, over the kinds of records of the mix, in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class CodecBenchmark {
  private final CommandCodec commandCodec = new CommandCodec();
  private final EventCodec eventCodec = new EventCodec();
  private final List<byte[]> commands = new ArrayList<>();
  private final List<byte[]> encoded = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private int next;

  /** Made by JMH. */
  public CodecBenchmark() {
    PartitionProcessor processor = Commands.processor();
    for (InboundRecord record : Commands.records()) {
      commands.add(record.value());
      if (processor.process(record) instanceof Processed.Decided decided) {
        decided.events().forEach(event -> encoded.add(event.value()));
      }
    }
    encoded.forEach(bytes -> events.add(decoded(bytes)));
  }

  private Event decoded(byte[] bytes) {
    try {
      return eventCodec.decode(bytes);
    } catch (UndecodableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A command of the log. */
  @Benchmark
  public Object decodeCommand() throws UndecodableException {
    return commandCodec.decode(commands.get(Math.floorMod(next++, commands.size())));
  }

  /** An event for the log. */
  @Benchmark
  public byte[] encodeEvent() {
    return eventCodec.encode(events.get(Math.floorMod(next++, events.size())));
  }

  /** An event of the log. */
  @Benchmark
  public Object decodeEvent() {
    return decoded(encoded.get(Math.floorMod(next++, encoded.size())));
  }
}
