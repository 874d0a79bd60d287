package dev.snapledger.bench.blocks;

import dev.snapledger.bench.disk.ZstdFloor;
import dev.snapledger.bench.peer.Contender;
import dev.snapledger.bench.peer.OurStore;
import dev.snapledger.bench.peer.Peer;
import dev.snapledger.cli.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A whole run: a warm-up, the rounds, then the long chain, then the large disk. */
record BlocksRun(Setting setting) {
  /** A round that counts nothing. */
  private static final int WARM_UP = 0;

  BlocksResult run(List<Peer> peers) throws IOException {
    try (HeapPeak heap = HeapPeak.watch();
        ZstdFloor floor = new ZstdFloor();
        OurStore ours = new OurStore(setting.place(), OurStore.LABEL);
        OurStore raw = OurStore.raw(setting.place(), "ours-raw")) {
      warmUp(floor);
      Rounds rounds = new Rounds(setting, ours, others(raw, peers), floor);
      for (int round = 1; round <= setting.options().rounds(); round++) {
        rounds.run(round);
      }
      new Depth(setting).run();
      long deltaBytes = new LargeDisk(setting).run();
      return new BlocksResult(
          setting.turns().measured(),
          rounds.stored(),
          floor.zstdBytes(),
          floor.boundBytes(),
          deltaBytes,
          heap.usedBytes(),
          heap.keptBytes());
    }
  }

  /** Gives the JVM's compilers what a node that runs for a while has given them. */
  private void warmUp(ZstdFloor floor) throws IOException {
    Console quiet =
        new Console(
            new PrintWriter(Writer.nullWriter()), Console.Surface.PLAIN, InstantSource.system());
    Setting small =
        Setting.in(setting.place().workspace(), BlocksOptions.warmUp(), Caches.KEEP, quiet);
    OurStore ofSmall = new OurStore(small.place(), "warm-up");
    try (ofSmall) {
      Rounds rounds = new Rounds(small, ofSmall, List.of(), floor);
      for (int i = 0; i < small.options().rounds(); i++) {
        rounds.run(WARM_UP);
      }
    }
    setting.turns().console().line("  warmed up");
  }

  private List<Contender> others(OurStore raw, List<Peer> peers) throws IOException {
    List<Contender> opened = new ArrayList<>(List.of(raw));
    for (Peer peer : peers) {
      opened.add(peer.open(setting.place()));
    }
    return opened;
  }
}
