package dev.snapledger.cli.scrub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.scrub.BrokenRecord;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubReport.Coverage;
import dev.snapledger.blockstore.scrub.ScrubReport.Damage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a scrub found, for programs. Format: docs/operating/scrub.md#report. */
final class ScrubJson {
  /** Version of the format. */
  static final String FORMAT = "snapledger-scrub-1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ScrubJson() {}

  static ObjectNode report(Instant startedAt, ScrubDepth depth, List<RegionScrub> scrubs) {
    ObjectNode report = MAPPER.createObjectNode();
    report
        .put("format", FORMAT)
        .put("startedAt", startedAt.toString())
        .put("depth", lower(depth))
        .put("clean", scrubs.stream().allMatch(RegionScrub::verified));
    ArrayNode regions = report.putArray("regions");
    scrubs.forEach(scrub -> regions.add(region(scrub)));
    return report;
  }

  /** Indented, with a line end. */
  static String text(ObjectNode report) {
    return report.toPrettyString() + System.lineSeparator();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ObjectNode region(RegionScrub scrub) {
    ScrubReport report = scrub.report();
    Coverage coverage = report.coverage();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("region", scrub.region())
        .put("end", lower(report.end()))
        .put("clean", report.clean())
        .put("doneBytes", coverage.doneBytes())
        .put("totalBytes", coverage.totalBytes())
        .put("seconds", scrub.took().toMillis() / 1e3)
        .put("records", coverage.records())
        .put("references", coverage.references())
        .put("roots", coverage.roots())
        .put("rootsLeftOut", coverage.rootsLeftOut())
        .put("strayPlaces", coverage.strayPlaces());
    ArrayNode broken = node.putArray("broken");
    report.broken().forEach(record -> broken.add(record(record, scrub)));
    ArrayNode damages = node.putArray("damages");
    report.damages().forEach(damage -> damages.add(damage(damage)));
    ArrayNode unreadable = node.putArray("unreadable");
    report.unreadable().forEach(found -> unreadable.add(MAPPER.valueToTree(found)));
    return node;
  }

  private static ObjectNode record(BrokenRecord record, RegionScrub scrub) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("segment", record.segment())
        .put("position", record.position())
        .put("crc32c", "%08x".formatted(record.crc32c()))
        .put("flaw", record.flaw().name())
        .put("text", record.flaw().text())
        .put("readable", record.flaw().block() == Flaw.Block.SOUND);
    ArrayNode places = node.putArray("places");
    for (BrokenRecord.Place place : record.places()) {
      places
          .addObject()
          .put("block", place.blockIndex())
          .put("disksAndSnapshots", place.victims().size());
    }
    RegionScrub.Copy copy = scrub.copies().get(record);
    if (copy != null) {
      node.putObject("copy")
          .put("region", copy.region())
          .put("snapshot", copy.image())
          .put("healed", copy.healed());
    }
    return node;
  }

  private static ObjectNode damage(Damage damage) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("kind", lower(damage.victim().kind()))
        .put("id", damage.victim().id().toString())
        .put("chain", damage.victim().chain().toString())
        .put("sizeBytes", damage.victim().sizeBytes())
        .put("lengthBytes", damage.lengthBytes());
    ArrayNode ranges = node.putArray("ranges");
    for (PageRange range : damage.ranges()) {
      ranges.addObject().put("startByte", range.startByte()).put("endByte", range.endByte());
    }
    return node;
  }
}
