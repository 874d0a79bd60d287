package dev.snapledger.bench.blocks;

import dev.snapledger.bench.blocks.Turns.Turn;
import dev.snapledger.bench.disk.ChangeSet;
import dev.snapledger.bench.disk.Changes;
import dev.snapledger.bench.disk.Content;
import dev.snapledger.bench.disk.DiskModel;
import dev.snapledger.bench.disk.RangeList;
import dev.snapledger.bench.disk.ZstdFloor;
import dev.snapledger.bench.peer.Contender;
import dev.snapledger.bench.peer.Differ;
import dev.snapledger.bench.peer.Machine;
import dev.snapledger.bench.peer.OurStore;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * The life of a disk, round by round, each time with all contenders from nothing: taken in, changed
 * and snapshotted, compared, written out, its snapshots deleted.
 */
final class Rounds {
  private static final long CHANGES_SEED = 7;

  /** One snapshot in so many is deleted, from the first on; the newest stays. */
  private static final int DELETE_ONE_IN = 3;

  /** Distance of the blocks that are looked at after deletes. */
  private static final int CHECK_STEP = 5;

  private final Setting setting;
  private final OurStore ours;
  private final List<Contender> all;
  private final ByteBuffer memory;
  private final Map<String, Long> stored = new LinkedHashMap<>();
  private final ZstdFloor floor;

  Rounds(Setting setting, OurStore ours, List<Contender> peers, ZstdFloor floor) {
    this.setting = setting;
    this.ours = ours;
    this.all = new ArrayList<>(List.of(ours));
    this.all.addAll(peers);
    this.floor = floor;
    this.memory = Changes.memory(setting.options().imageBytes());
  }

  /** Bytes stored by each at the end of the last round's snapshots. */
  Map<String, Long> stored() {
    return stored;
  }

  /** A round from 1; the first also counts what zstd-1 needs. */
  void run(int round) throws IOException {
    DiskModel model =
        new DiskModel(new Content(Setting.CONTENT_SEED), setting.options().imageBytes());
    setting.raw().write(model);
    if (round == 1) {
      floor.add(model);
    }
    for (Contender contender : all) {
      contender.begin();
    }
    take(Operation.INGEST, round, contender -> contender.ingest(setting.raw()));
    List<RoaringBitmap> changed = change(round, model);
    diff(round, changed);
    for (Contender contender : all) {
      stored.put(contender.label(), contender.storedBytes());
    }
    new RoundExports(setting, ours, all, model).run(round);
    if (setting.caches() == Caches.DROP) {
      scrub(round);
    }
    delete(round, model);
    for (Contender contender : all) {
      contender.end();
    }
    setting.turns().machine().end();
  }

  /** What is asked of each contender. */
  @FunctionalInterface
  private interface Question {
    void ask(Contender contender) throws IOException;
  }

  private void take(Operation operation, int round, Question question) throws IOException {
    List<Turn> turns = new ArrayList<>();
    for (Contender contender : all) {
      turns.add(Turn.of(contender.label(), () -> question.ask(contender)));
    }
    setting.turns().take(operation, name(round, operation.fileName()), round, turns);
  }

  private static String name(int round, String what) {
    return "round %d %s".formatted(round, what);
  }

  private List<RoaringBitmap> change(int round, DiskModel model) throws IOException {
    Changes changes = new Changes(model, CHANGES_SEED, memory);
    List<RoaringBitmap> changed = new ArrayList<>();
    for (int number = 1; number <= setting.options().snapshots(); number++) {
      ChangeSet set = changes.next(number);
      changed.add(set.blocks());
      if (round == 1) {
        floor.add(set);
      }
      setting.raw().write(set);
      List<Turn> turns = new ArrayList<>();
      turns.add(Turn.of(Setting.APPEND, () -> setting.turns().machine().append(set.bytes())));
      for (Contender contender : all) {
        contender.prepare(set);
        turns.add(Turn.of(contender.label(), () -> contender.snapshot(set, setting.raw())));
      }
      String what = name(round, "change " + number);
      setting.turns().take(Operation.CHANGE, what, number, turns);
    }
    return changed;
  }

  private void diff(int round, List<RoaringBitmap> changed) throws IOException {
    List<Differ> differs = new ArrayList<>();
    for (Contender contender : all) {
      differs.addAll(contender.differs());
    }
    int last = changed.size();
    RoaringBitmap ofAll = RoaringBitmap.or(changed.iterator());
    for (int number = 1; number <= last; number++) {
      String what = name(round, "diff " + number);
      List<Turn> adjacent = turns(differs, number - 1, number, changed.get(number - 1));
      setting.turns().take(Operation.DIFF_ADJACENT, what, number, adjacent);
      List<Turn> far = turns(differs, 0, last, ofAll);
      setting.turns().take(Operation.DIFF_FAR, what + " far", number, far);
    }
  }

  private static List<Turn> turns(List<Differ> differs, int from, int to, RoaringBitmap changed) {
    List<Turn> turns = new ArrayList<>();
    for (Differ differ : differs) {
      List<RangeList> answer = new ArrayList<>();
      turns.add(
          new Turn(
              differ.label(),
              () -> {},
              () -> answer.add(differ.diff(from, to)),
              () -> differ.check(answer.getFirst(), changed)));
    }
    return turns;
  }

  /** The limit reads the same files and does nothing with them. */
  private void scrub(int round) throws IOException {
    Machine machine = setting.turns().machine();
    List<Path> files = ours.exportSources(0);
    List<Turn> turns =
        List.of(
            new Turn(Setting.READ, machine::dropCaches, () -> machine.read(files), () -> {}),
            scrub(OurStore.LABEL, ScrubDepth.SHALLOW),
            scrub("ours, deep", ScrubDepth.DEEP));
    setting.turns().take(Operation.SCRUB, name(round, "scrub"), round, turns);
  }

  private Turn scrub(String label, ScrubDepth depth) {
    Machine machine = setting.turns().machine();
    return new Turn(label, machine::dropCaches, () -> ours.scrub(depth), () -> {});
  }

  private void delete(int round, DiskModel model) throws IOException {
    int newest = setting.options().snapshots();
    for (int i = 0; i < Math.max(1, newest / DELETE_ONE_IN); i++) {
      int deleted = 2 * i;
      take(Operation.DELETE, round, contender -> contender.delete(deleted));
    }
    ours.check(newest, model, CHECK_STEP);
  }
}
