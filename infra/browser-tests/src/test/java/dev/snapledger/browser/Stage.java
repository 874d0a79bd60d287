package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** A browser before a fake ledger with disks of many kinds; for one class of tests. */
record Stage(FakeLedger ledger, Browser browser) implements AutoCloseable {
  /** A disk with a chain of 12, with copies, a failed, a deleted and a full snapshot. */
  static final int DISK = 1;

  /** A disk without snapshots, with a name and tags that are scripts. */
  static final int HOSTILE = 2;

  static final String SCRIPT = "<img src=x onerror=window.hacked=1>";
  static final String DISKS = "#/s/" + FakeData.SUBSCRIPTION;

  static Stage open(Path folder) {
    FakeLedger ledger = FakeLedger.start(folder);
    ledger.with(Stage::fill);
    try {
      return new Stage(ledger, Browser.start());
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  private static void fill(FakeData data) {
    data.addDisk(DISK, "data", "active");
    data.addChain(DISK, 12);
    at(data, 4).put("state", "deleted").put("deletedAt", "2026-01-01T06:30:00Z");
    at(data, 7).put("state", "failed").put("failure", "expected 4096 bytes, but the disk was gone");
    at(data, 7).remove("content");
    copy(data, 20, "copy-5", 5);
    copy(data, 21, "copy-9", 9).put("parentSnapshotId", FakeData.snapshot(DISK, 20));
    data.addSnapshot(DISK, 22, "whole", "full");
    ObjectNode hostile = data.addDisk(HOSTILE, SCRIPT, "active");
    hostile.putObject("tags").put(SCRIPT, "</script><script>window.hacked=1</script>");
    data.addDisk(3, "old", "deleted");
    data.addDisk(4, "archive", "active");
    data.addChain(4, 2);
    data.require(FakeData.snapshot(4, 2)).put("name", SCRIPT);
  }

  private static ObjectNode at(FakeData data, int number) {
    return data.require(FakeData.snapshot(DISK, number));
  }

  private static ObjectNode copy(FakeData data, int number, String name, int source) {
    ObjectNode row = data.addSnapshot(DISK, number, name, "copy");
    String at = "2026-01-01T%02d:30:00Z".formatted(source);
    row.put("region", "westus").put("startedAt", at);
    return row.put("sourceSnapshotId", FakeData.snapshot(DISK, source));
  }

  static String family(int number) {
    return DISKS + "/f/" + FakeData.family(number);
  }

  /** Signs in, and opens a view. */
  void open(String hash) {
    browser.openFresh(ledger, hash);
    browser.signIn(ledger);
  }

  @Override
  public void close() {
    browser.close();
    ledger.close();
  }
}
