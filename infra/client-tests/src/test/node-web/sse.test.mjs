import assert from "node:assert/strict";
import { test } from "node:test";
import { web } from "./web.mjs";

const { sseParser } = await web("pure/sse.mjs");
const STREAM =
  "\uFEFF: hello\n\nid: 16\nevent: hello\ndata: {}\n\nid: 17\r\nevent: A\r\ndata: one\r\ndata: two\r\n\r\ndata:three\rid\r\revent: lost\n\n";
const EVENTS = [
  { id: "16", event: "hello", data: "{}" },
  { id: "17", event: "A", data: "one\ntwo" },
  { id: "", event: "message", data: "three" },
];

test("reads fields, comments, all three ends of lines and a mark of byte order", () => {
  assert.deepEqual(sseParser().push(STREAM), EVENTS);
});

test("reads the same however the text is cut", () => {
  for (let size = 1; size < 12; size++) {
    const parser = sseParser();
    const found = [];
    for (let at = 0; at < STREAM.length; at += size) {
      found.push(...parser.push(STREAM.slice(at, at + size)));
    }
    assert.deepEqual(found, EVENTS, `in pieces of ${size}`);
  }
});

test("an event that is cut off is none, and the last whole id counts", () => {
  const parser = sseParser();
  parser.push("id: 5\ndata: x\n\nid: 6\ndata: y");
  assert.equal(parser.lastEventId(), "5");
  assert.deepEqual(parser.push("\n\n"), [{ id: "6", event: "message", data: "y" }]);
});

test("an id with a zero character is ignored", () => {
  assert.deepEqual(
    sseParser()
      .push("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n")
      .map((each) => each.id),
    ["1", "1"],
  );
});

test("a line without end is refused", () => {
  assert.throws(() => sseParser({ lineCharsMax: 10 }).push("data: 12345678901"), /at most 10/);
});
