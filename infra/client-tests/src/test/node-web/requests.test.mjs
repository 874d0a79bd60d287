import assert from "node:assert/strict";
import { test } from "node:test";
import { web } from "./web.mjs";

const { backoff } = await web("pure/backoff.mjs");
const { effectOnFamily, SINGLE_MAX, touchesDisks } = await web("pure/changes.mjs");
const { hashOf, parseHash } = await web("pure/hash.mjs");
const { metersOf } = await web("pure/meters.mjs");
const { pages } = await web("pure/paging.mjs");
const { failureOf } = await web("pure/problems.mjs");
const { queue } = await web("pure/queue.mjs");
const { expiryOf, isToken, subjectOf } = await web("pure/token.mjs");
const ID = "00000000-0000-0000-0000-000000000001";

test("routes are read as they are written", () => {
  const ids = { subscription: ID, family: ID, from: ID, to: ID };
  assert.deepEqual(parseHash(hashOf("diff", ids)), { view: "diff", ids, query: {} });
  const query = { q: "a&b", state: "", at: null, snap: undefined };
  assert.equal(hashOf("disks", { subscription: ID }, query), `#/s/${ID}?q=a%26b`);
  assert.deepEqual(parseHash(`#/s/${ID}?q=a%26b`).query, { q: "a&b" });
  assert.equal(parseHash("").view, "subscriptions");
  for (const bad of [
    "#/nowhere",
    "#/s/../x",
    `#/s/${ID}/f/<script>`,
    `#/s/${ID}/f/${ID}/diff/${ID}`,
    "#/s/%",
  ]) {
    assert.equal(parseHash(bad).view, "unknown", bad);
  }
});

test("attempts are put off longer each time, and at once less after success", () => {
  const delays = backoff({ chance: () => 0 });
  assert.deepEqual(
    [1, 2, 3].map(() => delays.next()),
    [500, 1000, 2000],
  );
  for (let i = 0; i < 50; i++) {
    delays.next();
  }
  assert.equal(delays.next(), 30_000);
  assert.equal(delays.next(60_000), 60_000);
  delays.reset();
  assert.equal(delays.next(), 500);
  assert.equal(backoff({ chance: () => 1 }).next(), 375);
});

test("a refusal of a rule is told in words, by the ledger's own code", () => {
  const message = "expected fewer than 7, but found 7; allowed from 2026-01-01T00:05:00Z on";
  const failure = failureOf(409, {
    error: {
      code: "OperationNotAllowed",
      message,
      details: [{ code: "SnapshotRateExceeded", message }],
    },
  });
  assert.equal(failure.code, "SnapshotRateExceeded");
  assert.match(failure.summary, /Too many incremental snapshots/);
  assert.equal(failure.message, message);
  assert.equal(failure.retryAt, "2026-01-01T00:05:00Z");
});

test("problems of the query API, of the issuer, and what is no JSON are told too", () => {
  assert.equal(
    failureOf(400, { code: "InvalidCursor", detail: "expected …", requestId: "r" }).requestId,
    "r",
  );
  assert.match(
    failureOf(401, { error: "invalid_client", error_description: "d" }).summary,
    /No client/,
  );
  assert.match(failureOf(0, null).summary, /cannot be reached/);
  assert.match(failureOf(502, "<html>").summary, /failed/);
  assert.match(failureOf(418, { error: { code: "__proto__", details: "x" } }).summary, /refused/);
});

test("pages are followed to the end, also over empty ones", async () => {
  const answers = {
    null: { items: [1], nextCursor: "a" },
    a: { items: [], nextCursor: "b" },
    b: { items: [2, 3] },
  };
  const list = pages(async (cursor) => answers[cursor]);
  assert.deepEqual(await list.more(1), [1]);
  assert.equal(list.isDone(), false);
  assert.deepEqual(await list.more(10), [2, 3]);
  assert.equal(list.isDone(), true);
  assert.deepEqual(await list.more(10), []);
});

test("a cursor that leads nowhere ends", async () => {
  await assert.rejects(pages(async () => ({ items: [], nextCursor: "a" })).more(1), /goes on/);
  let at = 0;
  const endless = pages(async () => ({ items: [], nextCursor: String(at++) }), { emptyMax: 5 });
  assert.deepEqual(await endless.more(1), []);
  assert.equal(at, 5);
});

test("few jobs run at a time, urgent ones first, and none that was given up on", async () => {
  const line = queue(1);
  const done = [];
  const job = (name) => async () => done.push(name);
  let release;
  const first = line.run(() => new Promise((free) => (release = free)));
  const given = new AbortController();
  const lost = line.run(job("lost"), { signal: given.signal });
  const later = line.run(job("later"));
  const soon = line.run(job("soon"), { soon: true });
  assert.equal(line.waiting(), 3);
  given.abort();
  await assert.rejects(lost, { name: "AbortError" });
  await Promise.resolve();
  release();
  await Promise.all([first, later, soon]);
  assert.deepEqual(done, ["soon", "later"]);
});

test("a job that fails gives its place on", async () => {
  const line = queue(1);
  await assert.rejects(
    line.run(async () => Promise.reject(new Error("no"))),
    /no/,
  );
  assert.equal(await line.run(async () => 1), 1);
});

test("gauges say what is left, and when it frees up", () => {
  const now = Date.parse("2026-01-01T00:04:00Z");
  const headroom = {
    rate: { max: 7, used: 7, left: 0, windowSeconds: 300, retryAt: "2026-01-01T00:05:30Z" },
    count: { region: "eastus", max: 200, used: 190, left: 10 },
    sas: { max: 5, used: 1, left: 4 },
  };
  const [rate, count, sas] = metersOf(headroom, now);
  assert.deepEqual(
    [rate.tone, rate.note, rate.label],
    ["full", "none left; frees up in 1 min 30 s", "Snapshots in 5 min"],
  );
  assert.deepEqual([count.tone, count.note], ["near", "10 left"]);
  assert.deepEqual([sas.tone, sas.share], ["free", 0.2]);
  assert.equal(
    metersOf(headroom, now + 10_000, 10_000)[0].note,
    "none left; frees up in 1 min 30 s",
  );
  assert.match(
    metersOf({ ...headroom, count: { region: "x", max: 0, used: 0, left: 0 } }, now)[1].note,
    /delete some/,
  );
});

test("changes name what has to be asked for again", () => {
  const change = (type, more) => ({ type, ...more });
  const known = new Set(["s1"]);
  const effect = effectOnFamily(
    [
      change("IncrementalSnapshotStarted", { familyId: "f", snapshotId: "s2" }),
      change("SasGranted", { familyId: "f", snapshotId: "s1" }),
      change("SnapshotFailed", { snapshotId: "elsewhere" }),
      change("DiskResized", { familyId: "f" }),
    ],
    "f",
    known,
  );
  assert.deepEqual([...effect.snapshotIds], ["s2"]);
  assert.deepEqual([...effect.grants], ["s1"]);
  assert.equal(effect.disk, true);
  assert.equal(effect.all, false);
  const many = Array.from({ length: SINGLE_MAX + 1 }, (_, i) =>
    change("A", { familyId: "f", snapshotId: `n${i}` }),
  );
  assert.equal(effectOnFamily(many, "f", known).all, true);
  assert.equal(effectOnFamily([change("A", { familyId: "g" })], "f", known).headroom, false);
  assert.equal(touchesDisks([change("DiskCreated", { familyId: "f" })]), true);
  assert.equal(
    touchesDisks([change("SnapshotDeleted", { familyId: "f", snapshotId: "s" })]),
    false,
  );
});

test("a token says when it ends, and what is none says nothing", () => {
  const part = (claims) => Buffer.from(JSON.stringify(claims)).toString("base64url");
  const token = `${part({ alg: "ES256" })}.${part({ exp: 5, appid: "ä" })}.c2ln`;
  assert.equal(isToken(token), true);
  assert.equal(expiryOf(token), 5000);
  assert.equal(subjectOf(token), "ä");
  for (const bad of ["", "a.b", "a.!.c", "a.bm90IGpzb24.c"]) {
    assert.equal(expiryOf(bad), null, bad);
  }
  assert.equal(isToken("a b"), false);
});
