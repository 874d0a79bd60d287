package dev.snapledger.bench.http;

import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * How long a caller waits for a snapshot, with 1 MiB changed before each: one by a PUT, one by the
 * same command sent through Kafka without HTTP, in turn.
 */
final class SnapshotLatency {
  private static final int CHANGED_BYTES = 1 << 20;
  private static final String DISK = "latency";
  private static final int WARM_UP = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final BenchNode node;
  private final int count;
  private final double[] accepted;
  private final double[] succeeded;
  private final double[] commands;
  private final DataDisk data = new DataDisk(CHANGED_BYTES);

  SnapshotLatency(BenchNode node, int count) {
    this.node = node;
    this.count = count;
    this.accepted = new double[count];
    this.succeeded = new double[count];
    this.commands = new double[count];
  }

  void run() throws IOException {
    node.makeDisk(DISK, 1);
    try (RangeClient client =
        RangeClient.connect(node.sockets(Transport.HTTP), node.port(Transport.HTTP))) {
      for (int i = -WARM_UP; i < count; i++) {
        change(client, 2 * (i + WARM_UP) + 1);
        byRequest(i);
        change(client, 2 * (i + WARM_UP) + 2);
        byCommand(i);
      }
    }
    Arrays.sort(accepted);
    Arrays.sort(succeeded);
    Arrays.sort(commands);
  }

  private void change(RangeClient client, int version) throws IOException {
    byte[] bytes = new byte[CHANGED_BYTES];
    data.fill(0, version, bytes, bytes.length);
    URI disk = node.share("disks", DISK, "Write");
    PageWriting.writePage(client, disk, 0, bytes);
    node.unshare(DISK);
  }

  private void byRequest(int i) throws IOException {
    long begin = System.nanoTime();
    HttpResponse<String> response = node.takeSnapshot(DISK, "request" + (i + WARM_UP));
    long answered = System.nanoTime();
    node.awaitSucceeded(response);
    if (i >= 0) {
      accepted[i] = (answered - begin) / NANOS_PER_MILLI;
      succeeded[i] = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }
  }

  private void byCommand(int i) {
    SubscriptionId subscription = SubscriptionId.parse(BenchNode.SUBSCRIPTION);
    var header = new CommandHeader(new CommandId(UUID.randomUUID()), subscription, "bench");
    var command =
        new CreateIncrementalSnapshot(
            header,
            new ResourceName("bench", "command" + (i + WARM_UP)),
            new DiskRef(subscription, new ResourceName("bench", DISK)),
            null,
            Map.of());
    long begin = System.nanoTime();
    Outcome outcome = node.node().commands().submit(command).join().outcome();
    if (i >= 0) {
      commands[i] = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }
    if (!(outcome instanceof Accepted)) {
      throw new IllegalStateException("expected a snapshot, but found " + outcome);
    }
  }

  /** Until the PUT was answered, in ms, sorted. */
  double[] accepted() {
    return accepted.clone();
  }

  /** Until the operation had succeeded, in ms, sorted. */
  double[] succeeded() {
    return succeeded.clone();
  }

  /** Until the reply to the command, in ms, sorted. */
  double[] commands() {
    return commands.clone();
  }

  /** A percentile of sorted values. */
  static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
