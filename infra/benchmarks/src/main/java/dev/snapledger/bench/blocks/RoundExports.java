package dev.snapledger.bench.blocks;

import dev.snapledger.bench.blocks.Turns.Turn;
import dev.snapledger.bench.disk.DiskModel;
import dev.snapledger.bench.disk.RawDisk;
import dev.snapledger.bench.peer.Contender;
import dev.snapledger.bench.peer.Machine;
import dev.snapledger.bench.peer.OurStore;
import dev.snapledger.bench.peer.StreamCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The exports of a round: of the newest snapshot, which is what the raw image holds as well. */
record RoundExports(Setting setting, OurStore ours, List<Contender> all, DiskModel model) {
  void run(int round) throws IOException {
    warm(round);
    if (setting.caches() == Caches.DROP) {
      cold(round);
    }
  }

  private void warm(int round) throws IOException {
    ExportTurns exports = new ExportTurns(setting.place().workspace().root().resolve("export"));
    Path raw = setting.raw().file();
    int newest = setting.options().snapshots();
    List<Turn> turns = new ArrayList<>();
    turns.add(
        exports.warm(
            Setting.COPY,
            model,
            () -> List.of(raw),
            into -> setting.turns().machine().copy(raw, into)));
    for (Contender contender : all) {
      turns.add(
          exports.warm(
              contender.label(),
              model,
              () -> contender.exportSources(newest),
              into -> contender.export(newest, into)));
    }
    String what = "round %d export warm".formatted(round);
    setting.turns().take(Operation.EXPORT_WARM, what, round, turns);
  }

  private void cold(int round) throws IOException {
    Machine machine = setting.turns().machine();
    int crc = RawDisk.crc32c(model);
    StreamCheck stream = new StreamCheck(model.sizeBytes());
    List<Turn> turns =
        List.of(
            new Turn(
                Setting.READ,
                machine::dropCaches,
                () -> machine.read(List.of(setting.raw().file())),
                () -> {}),
            new Turn(
                OurStore.LABEL,
                machine::dropCaches,
                () -> ours.stream(setting.options().snapshots(), stream),
                () -> stream.check(crc)));
    String what = "round %d export cold".formatted(round);
    setting.turns().take(Operation.EXPORT_COLD, what, round, turns);
  }
}
