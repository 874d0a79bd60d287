package dev.snapledger.bench.contender;

import dev.snapledger.bench.load.CommandMix;
import dev.snapledger.bench.load.EncodedCommand;
import dev.snapledger.bench.load.FamilyScript;
import dev.snapledger.bench.process.Fields;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.checkpoint.RocksCheckpointStore;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.Processed;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the partitions of a node with families, with checkpoints as a node writes them, and weighs
 * what stays in memory. Needs no broker.
 */
final class FamiliesInMemory implements Contender {
  private static final int COLLECTIONS = 3;

  private static final int CHANGES_MAX = RuntimeSettings.DEFAULT_CHECKPOINT_CHANGES;

  private final int partitions;
  private final Path folder;
  private final CommandCodec sender = new CommandCodec();
  private final List<PartitionProcessor> processors = new ArrayList<>();
  private final long[] offsets;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  FamiliesInMemory(Setup setup) {
    this.partitions = setup.partitions();
    this.folder = setup.folder().resolve("families");
    this.offsets = new long[partitions];
  }

  /**
   * Verb {@code fill families=N snapshots=M betweenMinutes=T}: each family gets a disk, and M
   * times, T minutes of log time after the last, a completed snapshot.
   */
  @Override
  public Fields run(String verb, Fields request) {
    long families = request.number("families");
    long before = usedBytes();
    try (CheckpointStore store =
        RocksCheckpointStore.open(
            folder, EntityCodec::new, RuntimeSettings.DEFAULT_ENTITY_CACHE_BYTES)) {
      fill(families, request, store);
      long bytes =
          usedBytes() - before; // The main program holds this contender until it is closed.
      return Fields.none().with("heapBytes", bytes);
    }
  }

  private void fill(long families, Fields request, CheckpointStore store) {
    makeProcessors(store);
    for (long family = 0; family < families; family++) {
      decide(script(family).createDisk(), store);
    }
    for (int which = 1; which <= request.number("snapshots"); which++) {
      now = now.plus(Duration.ofMinutes(request.number("betweenMinutes")));
      for (long family = 0; family < families; family++) {
        FamilyScript script = script(family);
        decide(script.createSnapshot(2 * which - 1, which), store);
        decide(script.complete(2 * which, 2 * which - 1), store);
      }
    }
  }

  private void makeProcessors(CheckpointStore store) {
    for (int partition = 0; partition < partitions; partition++) {
      processors.add(
          new PartitionProcessor(
              store.fresh(partition),
              new Codecs(new CommandCodec(), new EventCodec(), new ReplyCodec()),
              key -> SubscriptionKey.partitionOf(key, partitions),
              AxonCommandEngine::new));
    }
  }

  private static FamilyScript script(long family) {
    return new FamilyScript(CommandMix.subscription(family), family);
  }

  private void decide(Command command, CheckpointStore store) {
    EncodedCommand encoded = EncodedCommand.of(command, sender);
    int partition = encoded.partition(partitions);
    PartitionProcessor processor = processors.get(partition);
    long offset = offsets[partition]++;
    Processed processed =
        processor.process(
            new InboundRecord(partition, offset, now, encoded.key(), encoded.value()));
    if (!(processed instanceof Processed.Decided decided) || decided.events().size() != 1) {
      throw new IllegalStateException("expected one event of " + command + ", but " + processed);
    }
    processor.locate(decided, offset, offset);
    processor.commit();
    PartitionState state = processor.state();
    if (state.changes() >= CHANGES_MAX / partitions) {
      store.write(state.freeze(), new LogPosition("bench", offset + 1, offset + 1));
      state.thawWritten();
    }
  }

  private static long usedBytes() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
