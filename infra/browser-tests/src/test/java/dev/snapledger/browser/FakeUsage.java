package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.Json;
import java.time.LocalDate;
import java.util.List;

/** Usage of a fake ledger: days of two groups, counted back from the last that is asked for. */
final class FakeUsage {
  private record Day(int back, String group, int snapshots) {}

  private static final List<Day> DAYS =
      List.of(
          new Day(40, "rg", 1), new Day(20, "rg", 4), new Day(5, "rg", 10), new Day(5, "other", 2));

  private FakeUsage() {}

  /** The rows that were asked for, and the newest before them, as the real one answers. */
  static ObjectNode days(ApiRequest request) {
    LocalDate from = LocalDate.parse(request.query().get("from"));
    LocalDate to = LocalDate.parse(request.query().get("to"));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    for (Day day : DAYS) {
      LocalDate at = to.minusDays(day.back());
      if (!at.isBefore(from) || day.back() == 40) {
        items
            .addObject()
            .put("day", at.toString())
            .put("resourceGroup", day.group())
            .put("region", "eastus")
            .put("disks", 1)
            .put("snapshots", day.snapshots())
            .put("diskBytes", 4 * FakeData.GIB)
            .put("snapshotBytes", 4 * FakeData.GIB * day.snapshots())
            .put("storedBytes", 65_536L * day.snapshots());
      }
    }
    return answer;
  }
}
