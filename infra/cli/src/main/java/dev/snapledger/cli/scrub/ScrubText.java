package dev.snapledger.cli.scrub;

import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.scrub.BrokenRecord;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubReport.Coverage;
import dev.snapledger.blockstore.scrub.ScrubReport.Damage;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.output.TextTable;
import java.util.List;
import java.util.stream.Collectors;

/** What a scrub found, for people. Long lists are cut; the report has all of them. */
final class ScrubText {
  private static final int ROWS_MAX = 40;
  private static final int RANGES_MAX = 3;

  private final Console console;

  ScrubText(Console console) {
    this.console = console;
  }

  void print(RegionScrub scrub) {
    console.line("");
    console.line("region " + scrub.region() + ": " + verdict(scrub.report()));
    console.line("  " + coverage(scrub.report().coverage()));
    if (!scrub.report().broken().isEmpty()) {
      printBroken(scrub);
      printDamages(scrub.report().damages());
    }
    for (ScrubReport.Unreadable unreadable : scrub.report().unreadable()) {
      console.line("  " + unreadable.what() + ": " + unreadable.reason());
    }
  }

  private static String verdict(ScrubReport report) {
    String found =
        report.clean()
            ? "sound"
            : "%s broken records, %s other damages"
                .formatted(
                    Sizes.count(report.broken().size()), Sizes.count(report.unreadable().size()));
    return switch (report.end()) {
      case COMPLETE -> found;
      case STOPPED -> "STOPPED before the end; so far " + found;
      case TOO_MUCH_DAMAGE -> "given up, too much is broken; so far " + found;
    };
  }

  private static String coverage(Coverage coverage) {
    String text =
        "%s records, %s references to them, %s"
            .formatted(
                Sizes.count(coverage.records()),
                Sizes.count(coverage.references()),
                Sizes.bytes(coverage.doneBytes()));
    text += coverage.roots() == 0 ? "" : ", " + Sizes.count(coverage.roots()) + " root digests";
    text +=
        coverage.rootsLeftOut() == 0
            ? ""
            : " (" + Sizes.count(coverage.rootsLeftOut()) + " could not be recomputed)";
    return coverage.strayPlaces() == 0
        ? text
        : text
            + "; "
            + Sizes.count(coverage.strayPlaces())
            + " places without a sound record that nothing refers to, as a crash leaves them";
  }

  private void printBroken(RegionScrub scrub) {
    console.line("");
    var table = new TextTable("segment>", "position>", "block>", "what is wrong", "sound copy in");
    List<BrokenRecord> broken = scrub.report().broken();
    for (BrokenRecord record : broken.subList(0, Math.min(ROWS_MAX, broken.size()))) {
      RegionScrub.Copy copy = scrub.copies().get(record);
      table.row(
          record.segment(),
          record.position(),
          record.places().stream()
              .map(place -> String.valueOf(place.blockIndex()))
              .collect(Collectors.joining(" ")),
          record.flaw().text(),
          copy == null ? "-" : copy.region() + (copy.healed() ? ", healed" : ""));
    }
    console.table(table);
    printRest(broken.size(), "records");
  }

  private void printDamages(List<Damage> damages) {
    console.line("");
    if (damages.isEmpty()) {
      console.line("  No disk is hit: all of these blocks can be read, or were overwritten since.");
      return;
    }
    var table = new TextTable("disk or family", "cannot be read in", "bytes>", "ranges");
    for (Damage damage : damages.subList(0, Math.min(ROWS_MAX, damages.size()))) {
      table.row(
          damage.victim().chain(),
          nameOf(damage),
          Sizes.bytes(damage.lengthBytes()),
          ranges(damage.ranges()));
    }
    console.table(table);
    printRest(damages.size(), "disks and snapshots");
  }

  private static String nameOf(Damage damage) {
    return switch (damage.victim().kind()) {
      case IMAGE -> "snapshot " + damage.victim().id();
      case VOLUME -> "the disk itself, " + damage.victim().id();
      case UPLOAD -> "unfinished copy " + damage.victim().id();
    };
  }

  private static String ranges(List<PageRange> ranges) {
    String text =
        ranges.stream()
            .limit(RANGES_MAX)
            .map(range -> range.startByte() + ".." + range.endByte())
            .collect(Collectors.joining(" "));
    int more = ranges.size() - RANGES_MAX;
    return more > 0 ? text + " and " + more + " more" : text;
  }

  private void printRest(int all, String what) {
    if (all > ROWS_MAX) {
      console.line(
          "  and %s more %s; --report FILE lists all".formatted(Sizes.count(all - ROWS_MAX), what));
    }
  }
}
