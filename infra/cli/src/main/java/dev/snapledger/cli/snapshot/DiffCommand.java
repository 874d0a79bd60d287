package dev.snapledger.cli.snapshot;

import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ledger snapshot diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the ranges of a disk that differ between two snapshots of it in one region: where"
          + " each",
      "begins, how long it is, and whether it holds data in the second one or was cleared (is"
          + " zero).",
      "Either may be the older one. Whole parts of 4 KiB are listed, and what was written with the",
      "same bytes as well."
    },
    footer = {"", "Example:", "  ledger snapshot diff -g demo snap1 snap2 -o tsv"})
final class DiffCommand extends RemoteCommand {
  private static final String ROW = "%15s  %15s  %s";

  @Mixin private GroupOption group;

  @Parameters(index = "0", paramLabel = "FROM", description = "Name or id of the first snapshot.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Name or id of the second snapshot.")
  private String to = "";

  @Mixin private OutputOption output;

  DiffCommand() {}

  @Override
  protected void run(Session session) {
    List<ResourceKind> kinds = List.of(ResourceKind.SNAPSHOT);
    var first = Resources.find(session, group.group(), from, kinds);
    var second = Resources.find(session, group.group(), to, kinds);
    try (SharedAccess access = SharedAccess.take(session, second.id(), SharedAccess.Right.READ)) {
      print(access.blob().changes(first.uniqueId(), 0, second.sizeBytes()));
    }
  }

  /** A range a line, so that no diff is too long. */
  private void print(Iterator<DiffRange> ranges) {
    PrintWriter out = out();
    switch (output.format()) {
      case JSON -> {
        out.print("[");
        String before = "\n";
        while (ranges.hasNext()) {
          DiffRange range = ranges.next();
          out.print(
              before
                  + "  "
                  + Json.text(
                      Json.object()
                          .put("offset", range.range().startByte())
                          .put("length", range.range().lengthBytes())
                          .put("kind", kindOf(range))));
          before = ",\n";
        }
        out.println("\n]");
      }
      case TABLE -> {
        String header = ROW.formatted("Offset", "Length", "Kind");
        out.println(header);
        out.println("-".repeat(header.length() + 3));
        ranges.forEachRemaining(range -> out.println(line(ROW, range)));
      }
      case TSV -> ranges.forEachRemaining(range -> out.println(line("%s\t%s\t%s", range)));
    }
    out.flush();
  }

  private static String line(String form, DiffRange range) {
    return form.formatted(range.range().startByte(), range.range().lengthBytes(), kindOf(range));
  }

  private static String kindOf(DiffRange range) {
    return range.kind().name().toLowerCase(Locale.ROOT);
  }
}
