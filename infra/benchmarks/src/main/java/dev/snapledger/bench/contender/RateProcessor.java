package dev.snapledger.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.RevokeSas;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One rule in Kafka Streams: at most seven incremental snapshots of a family in any five minutes.
 *
 * <p>Looks the family up for every command of a user, and writes it for each accepted snapshot;
 * every command gets its event and its reply, of the product's mean sizes.
 */
final class RateProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "families";
  static final String EVENTS = "events";
  static final String REPLIES = "replies";

  private static final int RATE_MAX = 7;
  private static final long WINDOW_MILLIS = 300_000;
  private static final byte[] NO_TIMES = {};

  private final OutputShape shape;
  private final OutputShape.Cycle cycle;
  private final CommandCodec codec = new CommandCodec();
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable KeyValueStore<Bytes, byte[]> families;

  RateProcessor(OutputShape shape) {
    this.shape = shape;
    this.cycle = shape.cycle();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> started) {
    context = started;
    families = started.getStateStore(STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Command command = decode(record.value());
    String disk = diskOf(command);
    boolean accepted = disk == null || decide(command, disk, record.timestamp());
    ProcessorContext<byte[], byte[]> out = Objects.requireNonNull(context);
    for (int i = accepted ? cycle.nextEvents() : 0; i > 0; i--) {
      out.forward(record.withValue(Arrays.copyOf(record.value(), shape.eventBytes())), EVENTS);
    }
    out.forward(record.withValue(Arrays.copyOf(record.value(), shape.replyBytes())), REPLIES);
  }

  private boolean decide(Command command, String disk, long now) {
    KeyValueStore<Bytes, byte[]> store = Objects.requireNonNull(families);
    Bytes family = Bytes.wrap((command.header().subscriptionId() + "/" + disk).getBytes(UTF_8));
    byte[] times = store.get(family);
    if (!(command instanceof CreateIncrementalSnapshot)) {
      return true;
    }
    byte[] recent = recent(times == null ? NO_TIMES : times, now);
    if (recent.length >= RATE_MAX * Long.BYTES) {
      return false;
    }
    store.put(family, plus(recent, now));
    return true;
  }

  private Command decode(byte[] value) {
    try {
      return codec.decode(value);
    } catch (UndecodableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Null for a worker's command, which names no disk and meets no rule here. */
  private static @Nullable String diskOf(Command command) {
    return switch (command) {
      case CreateDisk c -> c.name().name();
      case CreateIncrementalSnapshot c -> c.sourceDisk().name().name();
      case GrantSas c -> diskOf(c.resource().name().name());
      case RevokeSas c -> diskOf(c.resource().name().name());
      case DeleteSnapshot c -> diskOf(c.name().name());
      default -> null;
    };
  }

  /** The mix names snapshots after their disk: {@code disk-17-s2}. */
  private static String diskOf(String snapshot) {
    return snapshot.substring(0, snapshot.lastIndexOf('-'));
  }

  private static byte[] recent(byte[] times, long now) {
    int from = 0;
    while (from < times.length && ByteBuffer.wrap(times).getLong(from) <= now - WINDOW_MILLIS) {
      from += Long.BYTES;
    }
    return from == 0 ? times : Arrays.copyOfRange(times, from, times.length);
  }

  private static byte[] plus(byte[] times, long time) {
    return ByteBuffer.allocate(times.length + Long.BYTES).put(times).putLong(time).array();
  }
}
