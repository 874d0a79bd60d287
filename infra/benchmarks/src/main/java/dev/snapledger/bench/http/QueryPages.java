package dev.snapledger.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.bench.disk.MismatchException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Pages of the list of all snapshots, and what is right for each of them: read once, item by item,
 * against what the views were filled with. As nothing changes, each further answer has the same
 * bytes. For one thread.
 */
final class QueryPages {
  /** Items of a page. */
  static final int ITEMS = 1_000;

  /** How often the list is gone through; each time its pages begin somewhere else. */
  private static final int WALKS = 4;

  private final QueryPlane plane;
  private final int snapshots;
  private final String headers;
  private final ObjectMapper json = new ObjectMapper();
  private final List<Page> pages = new ArrayList<>();

  QueryPages(QueryPlane plane, int snapshots) {
    this.plane = plane;
    this.snapshots = snapshots;
    this.headers = "Authorization: Bearer %s\r\n".formatted(plane.token());
  }

  /**
   * A page.
   *
   * @param url where it is
   * @param headers further lines of a request for it
   * @param bytes length of the answer's body
   * @param crc CRC32C of it
   */
  record Page(URI url, String headers, long bytes, int crc) {}

  /** Reads all pages, and checks each of their items. */
  List<Page> read() throws IOException {
    try (RangeClient client = RangeClient.connect(plane.sockets(), plane.port())) {
      for (int walk = 0; walk < WALKS; walk++) {
        int first = 1 + walk * ITEMS / WALKS;
        walk(client, snapshots - first, page(client, url("?limit=" + first), snapshots, first));
      }
    }
    return pages;
  }

  private void walk(RangeClient client, int newest, String cursor) throws IOException {
    int left = newest;
    String next = cursor;
    while (left >= ITEMS) {
      URI url = url("?limit=%d&cursor=%s".formatted(ITEMS, next));
      next = page(client, url, left, ITEMS);
      left -= ITEMS;
    }
  }

  /** Reads a page whose newest snapshot is the one before {@code below}; gives its cursor. */
  private String page(RangeClient client, URI url, int below, int items) throws IOException {
    byte[] body = client.body(url, headers, 200);
    JsonNode read = json.readTree(body);
    check(read.path("items").size() == items, items + " items", read.path("items").size());
    for (int i = 0; i < items; i++) {
      String expected = QueryViews.id(below - 1 - i).toString();
      String found = read.path("items").path(i).path("snapshotId").asText();
      check(found.equals(expected), "snapshot " + expected, found);
    }
    if (items == ITEMS) {
      CRC32C crc = new CRC32C();
      crc.update(body);
      pages.add(new Page(url, headers, body.length, (int) crc.getValue()));
    }
    return read.path("nextCursor").asText();
  }

  private URI url(String query) {
    return URI.create(
        "https://localhost:%d/api/v1/subscriptions/%s/snapshots%s"
            .formatted(plane.port(), QueryViews.SUBSCRIPTION, query));
  }

  private static void check(boolean right, String expected, Object found) {
    if (!right) {
      throw new MismatchException("expected %s in a list, but found %s".formatted(expected, found));
    }
  }
}
