package dev.snapledger.bench.jmh;

import dev.snapledger.bench.load.CommandMix;
import dev.snapledger.bench.load.EncodedCommand;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the benchmarks work on. */
final class Commands {
  /** Commands of one invocation. */
  static final int COUNT = 24_000;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Commands() {}

  static List<Command> mix() {
    CommandMix mix = new CommandMix(1);
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      commands.add(mix.next());
    }
    return commands;
  }

  /** The same as records of one partition. */
  static List<InboundRecord> records() {
    CommandCodec codec = new CommandCodec();
    List<InboundRecord> records = new ArrayList<>();
    for (Command command : mix()) {
      EncodedCommand encoded = EncodedCommand.of(command, codec);
      int offset = records.size();
      records.add(
          new InboundRecord(0, offset, START.plusMillis(offset), encoded.key(), encoded.value()));
    }
    return records;
  }

  /** An empty partition that owns every key. */
  static PartitionProcessor processor() {
    return new PartitionProcessor(
        new PartitionState(0),
        new Codecs(new CommandCodec(), new EventCodec(), new ReplyCodec()),
        _ -> 0,
        AxonCommandEngine::new);
  }
}
