package dev.snapledger.bench.jmh;

import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.Processed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Command bytes in, event and reply bytes out, in batches as a transaction has them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class ProcessorBenchmark {
  private static final int BATCH = 2_000;

  private final List<InboundRecord> records = Commands.records();
  private PartitionProcessor processor = Commands.processor();

  /** Made by JMH. */
  public ProcessorBenchmark() {}

  /** Starts over with an empty partition. */
  @Setup(Level.Invocation)
  public void empty() {
    processor = Commands.processor();
  }

  /** The whole way of a command without Kafka. */
  @Benchmark
  @OperationsPerInvocation(Commands.COUNT)
  public long process() {
    long bytes = 0;
    List<Processed> batch = new ArrayList<>(BATCH);
    for (InboundRecord record : records) {
      batch.add(processor.process(record));
      if (batch.size() == BATCH) {
        bytes += end(batch);
      }
    }
    return bytes + end(batch);
  }

  private long end(List<Processed> batch) {
    long bytes = 0;
    for (Processed processed : batch) {
      if (processed instanceof Processed.Decided decided) {
        processor.locate(decided, 0, 0);
        bytes += decided.reply().remembered().bytes().length;
      }
    }
    processor.commit();
    batch.clear();
    return bytes;
  }
}
