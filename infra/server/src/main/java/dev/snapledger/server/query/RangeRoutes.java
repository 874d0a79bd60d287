package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.blockmap.BlockMapGoneException;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.diff.HeatMap;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Where snapshots hold data, and what differs between two. */
final class RangeRoutes {
  private static final Set<String> RANGES = Set.of("startByte", "endByte", "limit", "cursor");
  private static final Set<String> DIFFS =
      Set.of("from", "to", "startByte", "endByte", "limit", "cursor");
  private static final Set<String> HEAT = Set.of("of", "cells");

  private final QueryGate gate;
  private final LineStreams lines;

  RangeRoutes(QueryGate gate, LineStreams lines) {
    this.gate = gate;
    this.lines = lines;
  }

  void register(Routes.Builder routes) {
    String snapshot = QueryRoutes.BASE + "/snapshots/{snapshot}";
    routes.add("GET", snapshot + "/ranges", gate.tagged(RANGES, this::ranges));
    routes.add("GET", snapshot + "/heatmap", gate.tagged(HEAT, this::heatMap));
    routes.add("GET", QueryRoutes.BASE + "/diffs", gate.tagged(DIFFS, this::diff));
  }

  private ApiResponse ranges(QueryCall call) {
    SnapshotRow row = Resources.requireSnapshot(gate.views(), call, call.id("snapshot"));
    JsonBody.Fields head =
        json -> {
          json.writeStringField("snapshotId", row.snapshotId().toString());
          json.writeNumberField("sizeBytes", row.sizeBytes());
        };
    Ranges.Source<PageRange> source =
        within ->
            gate.views()
                .ask(new LedgerQuery.GetPageRanges(row.snapshotId(), within, null))
                .ranges();
    var ranges = new Ranges<>(source, range -> range, RangeRoutes::range);
    return answer(call, row.sizeBytes(), head, ranges);
  }

  private ApiResponse diff(QueryCall call) {
    SnapshotRow from = snapshot(call, "from");
    SnapshotRow to = snapshot(call, "to");
    JsonBody.Fields head =
        json -> {
          json.writeStringField("from", from.snapshotId().toString());
          json.writeStringField("to", to.snapshotId().toString());
          json.writeNumberField("sizeBytes", to.sizeBytes());
        };
    Ranges.Source<DiffRange> source =
        within ->
            gate.views()
                .ask(new LedgerQuery.GetDiff(from.snapshotId(), to.snapshotId(), within, null))
                .ranges();
    var ranges = new Ranges<>(source, DiffRange::range, RangeRoutes::diffRange);
    return answer(call, to.sizeBytes(), head, ranges);
  }

  private SnapshotRow snapshot(QueryCall call, String parameter) {
    UUID id = call.parameters().id(parameter);
    if (id == null) {
      throw Parameters.invalid(parameter, "the id of a snapshot", "none");
    }
    return Resources.requireSnapshot(gate.views(), call, id);
  }

  private <T> ApiResponse answer(
      QueryCall call, long sizeBytes, JsonBody.Fields head, Ranges<T> ranges) {
    PageRange asked = asked(call, sizeBytes);
    if (!LineStreams.isWanted(call.request())) {
      return RangePages.page(call, asked, head, ranges);
    }
    Cursor<T> found = ranges.source().within(asked);
    return lines.answer(new LineStreams.Lines<>(head, found, ranges));
  }

  private static PageRange asked(QueryCall call, long sizeBytes) {
    long start = call.parameters().number("startByte", 0, sizeBytes - Geometry.PAGE_BYTES, 0);
    long end =
        call.parameters().number("endByte", start + Geometry.PAGE_BYTES, sizeBytes, sizeBytes);
    if (start % Geometry.PAGE_BYTES != 0 || end % Geometry.PAGE_BYTES != 0) {
      throw Parameters.invalid(
          start % Geometry.PAGE_BYTES == 0 ? "endByte" : "startByte",
          "a multiple of " + Geometry.PAGE_BYTES,
          start + " to " + end);
    }
    return new PageRange(start, end);
  }

  private ApiResponse heatMap(QueryCall call) {
    SnapshotRow row = Resources.requireSnapshot(gate.views(), call, call.id("snapshot"));
    String of = call.parameters().word("of", List.of("data", "changes"));
    int cells =
        (int) call.parameters().number("cells", 1, HeatMap.HEAT_CELLS_MAX, QueryLimits.HEAT_CELLS);
    SnapshotId id = row.snapshotId();
    HeatMap map =
        gate.views()
            .ask(
                new LedgerQuery.GetHeatMap(
                    id, "changes".equals(of) ? HeatMap.Of.CHANGES : HeatMap.Of.DATA, cells, null));
    return JsonBody.object(
        json -> {
          json.writeStringField("snapshotId", id.toString());
          json.writeNumberField("sizeBytes", map.sizeBytes());
          json.writeStringField("of", RowJson.word(map.of()));
          json.writeNumberField("cellBytes", map.cellBytes());
          json.writeArrayFieldStart("cells");
          for (long cell : map.cells()) {
            json.writeNumber(cell);
          }
          json.writeEndArray();
        });
  }

  private static void range(JsonGenerator json, PageRange range) throws IOException {
    json.writeStartObject();
    json.writeNumberField("startByte", range.startByte());
    json.writeNumberField("endByte", range.endByte());
    json.writeEndObject();
  }

  private static void diffRange(JsonGenerator json, DiffRange range) throws IOException {
    json.writeStartObject();
    json.writeNumberField("startByte", range.range().startByte());
    json.writeNumberField("endByte", range.range().endByte());
    json.writeStringField("kind", RowJson.word(range.kind()));
    json.writeEndObject();
  }

  /** Why an answer that was begun cannot go on. */
  static ApiError gone(BlockMapGoneException e) {
    return new ApiError(409, "BlockMapGone", String.valueOf(e.getMessage()));
  }
}
