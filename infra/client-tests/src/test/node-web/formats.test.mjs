import assert from "node:assert/strict";
import { test } from "node:test";
import { web } from "./web.mjs";

const { address, ago, bytes, count, duration, parseTags, proposedName, tagsText, time, words } =
  await web("pure/formats.mjs");

test("sizes have the unit in which they are short", () => {
  assert.equal(bytes(0), "0 B");
  assert.equal(bytes(1023), "1023 B");
  assert.equal(bytes(1536), "1.5 KiB");
  assert.equal(bytes(4 * 2 ** 30), "4 GiB");
  assert.equal(bytes(2 ** 60), "1024 PiB");
  assert.equal(bytes(NaN), "–");
  assert.equal(bytes(-1), "–");
});

test("durations have two units at most and are never nothing", () => {
  assert.equal(duration(0), "1 s");
  assert.equal(duration(133_000), "2 min 13 s");
  assert.equal(duration(300_000), "5 min");
  assert.equal(duration(90_061_000), "1 d 1 h");
});

test("times are UTC, and what is none stays as it is", () => {
  assert.equal(time("2026-01-01T00:04:05.678Z"), "2026-01-01 00:04:05Z");
  assert.equal(time("<b>soon</b>"), "<b>soon</b>");
  assert.equal(ago("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:02:05Z")), "2 min ago");
  assert.equal(ago("2026-01-01T01:00:00Z", Date.parse("2026-01-01T00:00:00Z")), "in 1 h");
  assert.equal(ago("never", 0), "");
});

test("numbers, addresses and names of events can be read", () => {
  assert.equal(count(1234567), "1\u2009234\u2009567");
  assert.equal(address(65536), "0x000010000");
  assert.equal(words("IncrementalSnapshotStarted"), "Incremental snapshot started");
});

test("a proposed name fits, however long that of the disk is", () => {
  const name = proposedName("d".repeat(80), Date.parse("2026-01-02T03:04:05Z"));
  assert.equal(name.length, 80);
  assert.ok(name.endsWith("-20260102-030405"));
});

test("tags are read line by line, also such that are names of properties", () => {
  assert.deepEqual(
    { ...parseTags("env=prod\n\n a = b=c \nflag") },
    { env: "prod", a: "b=c", flag: "" },
  );
  assert.equal(Object.getPrototypeOf(parseTags("__proto__=x")), Object.prototype);
  assert.equal(JSON.stringify(parseTags("__proto__=x")), '{"__proto__":"x"}');
  assert.throws(() => parseTags("=x"), /needs a name/);
  assert.throws(() => parseTags("a=1\na=2"), /twice/);
  assert.equal(tagsText({ env: "prod", flag: "" }), "env=prod, flag");
  assert.equal(tagsText(undefined), "");
});
