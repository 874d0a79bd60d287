package dev.snapledger.bench.blocks;

import dev.snapledger.bench.blocks.Turns.Turn;
import dev.snapledger.bench.disk.Changes;
import dev.snapledger.bench.disk.Content;
import dev.snapledger.bench.disk.DiskModel;
import dev.snapledger.bench.peer.OurStore;
import java.io.IOException;
import java.util.List;

/**
 * Whether an export slows down with the length of the chain: the first and the last image of a long
 * chain, of which both hold as many bytes.
 */
record Depth(Setting setting) {
  private static final long CHANGES_SEED = 11;
  private static final int SHOWN_EVERY = 50;

  static String label(int images) {
    return images == 1 ? "1 image" : images + " images";
  }

  void run() throws IOException {
    long size = setting.options().imageBytes();
    Content content = new Content(Setting.CONTENT_SEED);
    DiskModel first = new DiskModel(content, size);
    DiskModel last = new DiskModel(content, size);
    setting.raw().write(first);
    OurStore ours = new OurStore(setting.place(), "depth");
    try (ours) {
      ours.begin();
      ours.ingest(setting.raw());
      lengthen(ours, new Changes(last, CHANGES_SEED, Changes.memory(size)));
      for (int round = 1; round <= setting.options().rounds(); round++) {
        export(round, ours, first, last);
      }
    }
    ours.end();
  }

  private void lengthen(OurStore ours, Changes changes) {
    for (int number = 1; number < setting.options().depth(); number++) {
      ours.snapshot(changes.nextOfData(number), setting.raw());
      if ((number + 1) % SHOWN_EVERY == 0) {
        setting.turns().console().line("  a chain of " + label(number + 1));
      }
    }
  }

  private void export(int round, OurStore ours, DiskModel first, DiskModel last)
      throws IOException {
    ExportTurns exports = new ExportTurns(setting.place().workspace().root().resolve("export"));
    int newest = setting.options().depth() - 1;
    List<Turn> turns =
        List.of(
            exports.warm(
                label(1), first, () -> ours.exportSources(0), into -> ours.export(0, into)),
            exports.warm(
                label(newest + 1),
                last,
                () -> ours.exportSources(newest),
                into -> ours.export(newest, into)));
    String what = "round %d export depth".formatted(round);
    setting.turns().take(Operation.EXPORT_DEPTH, what, round, turns);
  }
}
