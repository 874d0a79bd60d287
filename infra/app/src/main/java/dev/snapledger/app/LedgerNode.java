package dev.snapledger.app;

import dev.snapledger.app.config.PolicyChoice;
import dev.snapledger.app.config.RuntimeChoice;
import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.config.TracingChoice;
import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.app.holder.Place;
import dev.snapledger.app.holder.SignOfLife;
import dev.snapledger.app.metrics.NodeMeters;
import dev.snapledger.app.metrics.RuntimeMeters;
import dev.snapledger.app.tracing.Traces;
import dev.snapledger.app.upkeep.ReclaimChoice;
import dev.snapledger.app.upkeep.ScrubChoice;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.query.LedgerQueryGateway;
import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.client.KafkaBlockMapPublisher;
import dev.snapledger.runtime.client.KafkaCommandClient;
import dev.snapledger.runtime.client.KafkaEventReader;
import dev.snapledger.runtime.kafka.TailReader;
import dev.snapledger.workers.CopyRate;
import dev.snapledger.workers.ProjectedWork;
import dev.snapledger.workers.ThreadAlarm;
import dev.snapledger.workers.Volumes;
import dev.snapledger.workers.Workers;
import dev.snapledger.workers.WorkersHealth;
import dev.snapledger.workers.WorkersPorts;
import dev.snapledger.workers.WorkersSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A running node: broker, command loop, views, stores and workers over one data directory.
 *
 * <p>Safe for many threads. Closing ends the batch in hand, writes checkpoints, flushes volumes,
 * and stops the broker; a node that was killed instead starts as well, only a little slower.
 */
public final class LedgerNode implements AutoCloseable {
  private final NodeBase base;
  private final NodeViews views;
  private final Blocks blocks;
  private final KafkaCommandClient commands;
  private final KafkaEventReader events;
  private final LedgerRuntime runtime;
  private final CopyRate copyRate;
  private final CompositeMeterRegistry metrics;
  private final Tracing tracing;
  private final Closing closing;

  private LedgerNode(
      NodeBase base,
      NodeViews views,
      NodeBlocks opened,
      Settings settings,
      NodePorts ports,
      CompositeMeterRegistry metrics,
      Tracing tracing,
      Closing closing) {
    this.tracing = tracing;
    this.base = base;
    this.views = views;
    this.metrics = metrics;
    this.closing = closing;
    this.runtime = closing.add(runtime(RuntimeChoice.of(settings, base.directory().checkpoints())));
    this.commands =
        closing.add(
            KafkaCommandClient.open(base.connection(), KafkaCommandClient.REPLY_MAX, tracing));
    this.events = closing.add(new KafkaEventReader(base.connection()));
    this.copyRate = new CopyRate(ports.time(), copyLimit(settings));
    this.blocks =
        closing.add(opened.with(base, parts(opened, WorkersSettings.defaults(opened.node()))));
    var meters = new NodeMeters(metrics);
    meters.work(this::work);
    meters.holder(() -> blocks.place() instanceof Place.Here<BlockWork>);
    meters.views(() -> views.health().get().state() == TailReader.State.READING);
    meters.disk(base.directory().root());
  }

  /**
   * Starts a node and returns when it takes commands and its views show what the log holds, or
   * stopped at something in it that they cannot apply.
   *
   * @throws NodeStartException if it cannot
   */
  public static LedgerNode start(Path folder, Settings settings, NodePorts ports) {
    return start(folder, settings, ports, List.of());
  }

  /**
   * As above.
   *
   * @param registries of monitoring systems, which are to see the start as well; stay the caller's
   */
  public static LedgerNode start(
      Path folder, Settings settings, NodePorts ports, List<MeterRegistry> registries) {
    var closing = new Closing();
    try {
      PolicyChoice policy = PolicyChoice.of(settings); // Wrong settings first: nothing is started.
      long _ = copyLimit(settings);
      ReclaimChoice _ = ReclaimChoice.of(settings);
      ScrubChoice _ = ScrubChoice.of(settings);
      StoreChoice.of(settings).check(folder);
      Tracing tracing =
          Traces.open(TracingChoice.of(settings), settings.text(Setting.NODE_NAME), closing::add);
      RuntimeSettings _ = RuntimeChoice.of(settings, folder);
      NodeBase.Starting starting = NodeBase.begin(folder, settings, closing);
      DataDirectory directory = starting.directory(); // What follows does not need the broker.
      NodeViews.Opened opened = NodeViews.open(directory, closing);
      NodeBlocks blocks = NodeBlocks.open(directory.root(), settings, ports, closing);
      var metrics = new CompositeMeterRegistry();
      closing.add(metrics::close);
      metrics.add(new SimpleMeterRegistry());
      registries.forEach(metrics::add);
      NodeBase base = starting.await();
      NodeViews views = opened.follow(base.connection(), tracing, closing);
      var node = new LedgerNode(base, views, blocks, settings, ports, metrics, tracing, closing);
      new NodeReadiness(node.runtime, settings.kafka().isEmpty(), base.layout()).await();
      node.blocks.start();
      new PolicyAdoption(node.commands, ports, node::isStopped).adopt(policy);
      return node;
    } catch (RuntimeException e) {
      closeAfter(e, closing);
      throw e;
    }
  }

  private boolean isStopped(SubscriptionId subscription) {
    RuntimeHealth.Partition partition =
        runtime.health().partitions().get(partitionOf(subscription));
    return partition != null && partition.state() == RuntimeHealth.PartitionState.STOPPED;
  }

  private static long copyLimit(Settings settings) {
    return settings.number(Setting.COPY_RATE, 1, Long.MAX_VALUE / 10);
  }

  static void closeAfter(RuntimeException failure, Closing closing) {
    try {
      closing.close();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private LedgerRuntime runtime(RuntimeSettings of) {
    var meters = new RuntimeMeters(metrics);
    LedgerRuntime started =
        LedgerRuntime.start(base.connection(), of, (_, _, _) -> {}, meters, tracing);
    meters.watch(started);
    return started;
  }

  private BlockWork.Parts parts(NodeBlocks opened, WorkersSettings workers) {
    var executor = closing.add(Executors.newVirtualThreadPerTaskExecutor());
    var blockMaps = closing.add(new KafkaBlockMapPublisher(base.connection()));
    var alarm = closing.add(new ThreadAlarm());
    var work =
        new ProjectedWork(views.views().work(), views.views().runner(), workOf(opened.shared()));
    return opened.parts(
        base.directory().root(),
        metrics,
        stores ->
            new Workers(
                new WorkersPorts(
                    work,
                    new HeldRegions(stores),
                    commands,
                    blockMaps,
                    opened.time(),
                    alarm,
                    executor,
                    tracing),
                workers,
                copyRate));
  }

  /** The partitions whose work is this node's, when it has blocks to do it with. */
  private Supplier<Set<Integer>> workOf(NodeBlocks.Shared shared) {
    return switch (shared) {
      case NO -> () -> runtime.health().partitions().keySet();
      case YES -> {
        Set<Integer> all =
            IntStream.range(0, base.layout().partitions())
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        yield () -> all;
      }
    };
  }

  private WorkersHealth work() {
    return blocks.place() instanceof Place.Here<BlockWork>(BlockWork held)
        ? held.workers().health()
        : new WorkersHealth(0, 0, List.of());
  }

  /** Takes commands of any subscription. */
  public CommandSubmitter commands() {
    return commands;
  }

  /** Answers queries over the views. */
  public LedgerQueryGateway queries() {
    return views.queries();
  }

  /** Reads single events of the log. */
  public KafkaEventReader events() {
    return events;
  }

  /**
   * The bytes of a region.
   *
   * @throws StoreFaultException if another node holds them
   */
  public BlockStore store(String region) {
    return held().stores().region(region);
  }

  private BlockWork held() {
    return switch (blocks.place()) {
      case Place.Here<BlockWork>(BlockWork held) -> held;
      case Place.There<BlockWork>(SignOfLife sign) ->
          throw new StoreFaultException(
              "expected to hold the blocks, but node " + sign.node() + " does");
      case Place.Nowhere<BlockWork> _ ->
          throw new StoreFaultException("expected to hold the blocks, but no node does");
    };
  }

  /** Makes the volume of a disk if no worker has yet, so that it can be read and written. */
  public void ensureVolume(DiskRow disk) {
    VolumeState _ = new Volumes(this::store).ensure(disk);
  }

  /** Where the blocks are held, and a way to say where this node answers. */
  Blocks blocks() {
    return blocks;
  }

  /** How far the views are. */
  SeenViews seen() {
    return new SeenViews(views.views().runner(), base.layout().partitions());
  }

  /** Addresses of brokers, for other Kafka clients. */
  public String bootstrapServers() {
    return base.connection().properties().getOrDefault("bootstrap.servers", "");
  }

  /** Partition that decides about a subscription. */
  public int partitionOf(SubscriptionId subscription) {
    return base.layout().partitionOf(subscription);
  }

  /** Changes how many bytes a second filling disks may read, from now on. */
  public void limitCopies(long bytesPerSecondMax) {
    copyRate.limitTo(bytesPerSecondMax);
  }

  /** How many bytes a second filling disks may read now. */
  public long copyLimit() {
    return copyRate.bytesPerSecondMax();
  }

  /**
   * Waits until a condition on the views holds.
   *
   * @return whether it does; false when the time was over first
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    return views.views().runner().await(condition, timeout);
  }

  /** Records its traces. */
  Tracing tracing() {
    return tracing;
  }

  /** What it counts and times; a registry of a monitoring system may be added to it. */
  public CompositeMeterRegistry metrics() {
    return metrics;
  }

  /** How the parts are now. */
  public Health health() {
    return new Health(runtime.health(), views.health().get(), work(), where());
  }

  private BlocksAt where() {
    return switch (blocks.place()) {
      case Place.Here<BlockWork> _ -> BlocksAt.HERE;
      case Place.There<BlockWork> _ -> BlocksAt.OTHER_NODE;
      case Place.Nowhere<BlockWork> _ -> BlocksAt.NO_NODE;
    };
  }

  /** Which node holds the blocks. */
  public enum BlocksAt {
    HERE,
    OTHER_NODE,
    NO_NODE
  }

  /**
   * How the parts of a node are.
   *
   * @param runtime the command loop
   * @param views the feed of the views; {@code STOPPED}, with partition and offset, when the log
   *     holds something that they cannot apply
   * @param workers pending work, and what is stuck; none while another node holds the blocks
   * @param blocks who holds the blocks
   */
  public record Health(
      RuntimeHealth runtime, TailReader.Health views, WorkersHealth workers, BlocksAt blocks) {}

  @Override
  public void close() {
    closing.close();
  }
}
