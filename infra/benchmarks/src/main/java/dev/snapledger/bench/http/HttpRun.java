package dev.snapledger.bench.http;

import dev.snapledger.bench.process.Workspace;
import dev.snapledger.cli.output.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run: starts, then one node with snapshots, downloads and writes, then the large disk, then
 * lists.
 */
record HttpRun(HttpOptions options, Workspace workspace, Console console) {
  /** Name of the downloaded file at nginx. */
  static final String VHD = "snapshot.vhd";

  private static final String DISK = "data";

  HttpReport run() throws IOException {
    UpStarts starts = asked(Part.STARTS) ? starts() : null;
    SnapshotLatency latency = null;
    Downloads downloads = null;
    PageWriting writing = null;
    if (asked(Part.SNAPSHOTS) || asked(Part.DOWNLOADS) || asked(Part.WRITES)) {
      try (BenchNode node = BenchNode.start(workspace.folder("node"));
          @Nullable Nginx nginx = nginx(node)) {
        node.makeGroup();
        latency = asked(Part.SNAPSHOTS) ? latency(node) : null;
        downloads = asked(Part.DOWNLOADS) ? downloads(node, nginx) : null;
        writing = asked(Part.WRITES) ? writing(node, nginx) : null;
      }
    }
    LargeDiff large = asked(Part.DIFFS) ? large() : null;
    QueryLatency queries = asked(Part.QUERIES) ? queries() : null;
    return new HttpReport(options, starts, latency, downloads, writing, large, queries);
  }

  private boolean asked(Part part) {
    return options.parts().contains(part);
  }

  private UpStarts starts() throws IOException {
    UpStarts starts =
        new UpStarts(
            options, workspace.root().resolve("up"), workspace.root().resolve("up.log"), console);
    starts.run();
    return starts;
  }

  private LargeDiff large() throws IOException {
    LargeDiff large = new LargeDiff(options, workspace.folder("large"), console);
    large.run();
    return large;
  }

  private QueryLatency queries() throws IOException {
    QueryLatency queries =
        new QueryLatency(options.queries(), workspace.folder("queries"), console);
    queries.run();
    return queries;
  }

  private SnapshotLatency latency(BenchNode node) throws IOException {
    SnapshotLatency latency = new SnapshotLatency(node, options.snapshots());
    latency.run();
    console.line("  %d snapshots by requests and by commands".formatted(options.snapshots()));
    return latency;
  }

  private @Nullable Nginx nginx(BenchNode node) throws IOException {
    return Nginx.missing() == null ? Nginx.start(workspace, node.identity()) : null;
  }

  private Downloads downloads(BenchNode node, @Nullable Nginx nginx) throws IOException {
    DataDisk data = new DataDisk(options.dataBytes());
    URI snapshot = snapshot(node, data);
    if (nginx != null) {
      copy(node, snapshot, nginx.file(VHD));
    }
    Downloads downloads = new Downloads(node, nginx, data);
    for (int round = 0; round <= options.rounds(); round++) {
      downloads.round(snapshot, round > 0);
      console.line("  %s  of downloads".formatted(name(round)));
    }
    return downloads;
  }

  /** Writes the disk through the data plane, and takes a snapshot of it. */
  private URI snapshot(BenchNode node, DataDisk data) throws IOException {
    node.makeDisk(DISK, Math.ceilDiv(options.mebibytes(), 1024));
    URI disk = node.share("disks", DISK, "Write");
    byte[] bytes = new byte[PageWriting.PAGE_BYTES];
    try (RangeClient client =
        RangeClient.connect(node.sockets(Transport.HTTP), node.port(Transport.HTTP))) {
      for (long at = 0; at < data.bytes(); at += bytes.length) {
        data.fill(at, 1, bytes, bytes.length);
        PageWriting.writePage(client, disk, at, bytes);
      }
    }
    node.unshare(DISK);
    HttpResponse<String> taken = node.takeSnapshot(DISK, DISK);
    node.awaitSucceeded(taken);
    console.line("  %d MiB written, and a snapshot of them".formatted(options.mebibytes()));
    return node.share("snapshots", DISK, "Read");
  }

  private static void copy(BenchNode node, URI snapshot, Path file) throws IOException {
    URI plain =
        URI.create(
            "http://127.0.0.1:%d%s?%s"
                .formatted(
                    node.port(Transport.HTTP), snapshot.getRawPath(), snapshot.getRawQuery()));
    try (InputStream in = plain.toURL().openStream()) {
      Files.copy(in, file);
    }
  }

  private PageWriting writing(BenchNode node, @Nullable Nginx nginx) throws IOException {
    node.makeDisk("writes", 1);
    URI disk = node.share("disks", "writes", "Write");
    PageWriting writing = new PageWriting(node, nginx, workspace.root().resolve("appended"));
    for (int round = 0; round <= options.rounds(); round++) {
      writing.round(disk, round > 0);
      console.line("  %s  of page writes".formatted(name(round)));
    }
    return writing;
  }

  /** For people; round 0 does not count. */
  static String name(int round) {
    return round == 0 ? "warm-up" : "round " + round;
  }
}
