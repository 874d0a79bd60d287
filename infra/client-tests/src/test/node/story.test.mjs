// Disks and snapshots by Azure's clients for Node, as they are, against a model in memory.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PageBlobClient } from "@azure/storage-blob";
import {
  bytes,
  compute,
  GROUP,
  makeDisk,
  makeGroup,
  ONE,
  REGION,
  share,
  takeSnapshot,
  TWO,
} from "./ledger.mjs";

const SIZE = 2 ** 30;
const WRITTEN = 2 ** 24; // All writes are below; behind, the disk is zero.
const ROUNDS = 3;
const client = compute(ONE);

let disk;
const snapshots = []; // {snapshot, blob, model}, oldest first

before(async () => {
  await makeGroup(ONE);
  await makeGroup(TWO);
  disk = await makeDisk(client, "story");
  const model = Buffer.alloc(WRITTEN);
  for (let round = 0; round < ROUNDS; round++) {
    await change(round, model);
    const snapshot = await takeSnapshot(client, disk, `story-${round}`);
    snapshots.push({
      snapshot,
      model: Buffer.from(model),
      blob: await share(client.snapshots, snapshot.name),
    });
  }
});

after(async () => {
  for (const { snapshot } of snapshots) {
    await client.snapshots.revokeAccess(GROUP, snapshot.name);
  }
});

// Writes at places that the round chooses, and clears what the round before wrote at a place of its
// own. A disk that is shared is not snapshotted.
async function change(round, model) {
  const blob = await share(client.disks, "story", "Write");
  const choice = bytes(1000 + round, 16);
  for (let i = 0; i < 3; i++) {
    const start = (choice.readUInt16LE(4 * i) % 2048) * 4096;
    const length = (1 + (choice.readUInt16LE(4 * i + 2) % 64)) * 4096;
    await write(blob, model, start, bytes(10 * round + i, length));
  }
  const own = WRITTEN - 65536 * ROUNDS + 65536 * round;
  await write(blob, model, own, bytes(round, 8192));
  if (round > 0) {
    await blob.clearPages(own - 65536, 8192);
    model.fill(0, own - 65536, own - 65536 + 8192);
  }
  await client.disks.revokeAccess(GROUP, "story");
}

async function write(blob, model, start, data) {
  await blob.uploadPages(data, start, data.length);
  data.copy(model, start);
}

// The client gives last byte minus first byte as the count of what it lists in one answer.
function ranges({ pageRange = [], clearRange = [] }) {
  const exact = ({ offset, count }) => ({ start: offset, end: offset + count });
  return [
    ...clearRange.map((range) => ({ ...exact(range), isClear: true })),
    ...pageRange.map((range) => ({ ...exact(range), isClear: false })),
  ].sort((one, other) => one.start - other.start);
}

// Takes over what ranges name, but for the footer; their ends are inside.
function apply(copy, model, listed) {
  for (const { start, end, isClear } of listed.filter((range) => range.start < SIZE)) {
    if (isClear) {
      copy.fill(0, start, end + 1);
    } else {
      model.copy(copy, start, start, end + 1);
    }
  }
}

async function all(iterator) {
  const found = [];
  for await (const each of iterator) {
    found.push(each);
  }
  return found;
}

// The clients pass code and message on, but no details.
async function refused(work, status, code, message = /./) {
  await assert.rejects(work, { statusCode: status, code, message });
}

test("a snapshot tells where it came from", async () => {
  const found = await client.snapshots.get(GROUP, "story-1");
  assert.equal(found.incremental, true);
  assert.equal(found.provisioningState, "Succeeded");
  assert.equal(found.diskSizeBytes, SIZE);
  assert.equal(found.creationData.sourceResourceId, disk.id);
  assert.equal(found.creationData.sourceUniqueId, disk.uniqueId);
  assert.equal(found.uniqueId, snapshots[1].snapshot.uniqueId);
});

test("snapshots are listed", async () => {
  const listed = await all(client.snapshots.listByResourceGroup(GROUP));
  assert.deepEqual(
    listed.map((each) => each.name),
    ["story-0", "story-1", "story-2"],
  );
});

test("a download has every byte", async () => {
  const { blob, model } = snapshots[ROUNDS - 1];
  const answer = await blob.download();
  assert.equal(answer.contentLength, SIZE + 512);
  let at = 0;
  let footer = Buffer.alloc(0);
  for await (const chunk of answer.readableStreamBody) {
    const disk = chunk.subarray(0, Math.max(0, Math.min(chunk.length, SIZE - at)));
    const known = model.subarray(at, at + disk.length);
    assert.ok(known.equals(disk.subarray(0, known.length)), `other bytes at ${at}`);
    const rest = disk.subarray(known.length);
    assert.ok(rest.equals(Buffer.alloc(rest.length)), `other bytes than zeros behind ${at}`);
    footer = Buffer.concat([footer, chunk.subarray(disk.length)]);
    at += chunk.length;
  }
  assert.equal(at, SIZE + 512);
  assert.equal(footer.toString("latin1", 0, 8), "conectix");
});

test("page ranges hold all data", async () => {
  const { blob, model } = snapshots[ROUNDS - 1];
  const copy = Buffer.alloc(WRITTEN);
  const listed = await all(blob.listPageRanges());
  apply(copy, model, listed);
  assert.ok(copy.equals(model));
  assert.deepEqual(listed.at(-1), { start: SIZE, end: SIZE + 511, isClear: false });
  assert.deepEqual(ranges(await blob.getPageRanges()), listed);
  const pages = await all(blob.listPageRanges().byPage({ maxPageSize: 2 }));
  assert.equal(pages.length, Math.ceil(listed.length / 2));
});

test("a difference leads from each snapshot to each other", async () => {
  for (const from of snapshots) {
    for (const to of snapshots.filter((each) => each !== from)) {
      const byUrl = ranges(await to.blob.getPageRangesDiffForManagedDisks(0, SIZE, from.blob.url));
      const byId = ranges(await to.blob.getPageRangesDiff(0, SIZE, from.snapshot.uniqueId));
      const inPages = await all(to.blob.listPageRangesDiff(0, SIZE, from.snapshot.uniqueId));
      const copy = Buffer.from(from.model);
      apply(copy, to.model, byUrl);
      assert.ok(copy.equals(to.model), `${from.snapshot.name} to ${to.snapshot.name}`);
      assert.deepEqual(byId, byUrl);
      assert.deepEqual(inPages, byUrl);
      assert.ok(byUrl.some((range) => range.isClear));
    }
  }
});

test("a disk is made of a snapshot", async () => {
  const made = await client.disks.beginCreateOrUpdateAndWait(GROUP, "restored", {
    location: REGION,
    creationData: { createOption: "Copy", sourceResourceId: snapshots[0].snapshot.id },
  });
  assert.equal(made.diskSizeGB, 1);
  const blob = await share(client.disks, "restored");
  assert.ok((await blob.downloadToBuffer(0, WRITTEN)).equals(snapshots[0].model));
  await client.disks.revokeAccess(GROUP, "restored");
});

test("what is not permitted is refused", async () => {
  const { blob, snapshot } = snapshots[0];
  await refused(blob.uploadPages(Buffer.alloc(512), 0, 512), 403, "AuthorizationPermissionMismatch");
  const forged = new PageBlobClient(blob.url.replace("sp=r", "sp=rw"));
  await refused(forged.download(), 403, "AuthenticationFailed");
  await refused(
    takeSnapshot(compute(TWO), disk, "elsewhere"),
    400,
    "InvalidParameter",
    /expected the subscription of the disk/,
  );
  await client.snapshots.revokeAccess(GROUP, snapshot.name);
  await refused(blob.download(0, 512), 403, "AuthenticationFailed");
});

test("a resized disk is refused", async () => {
  const sized = await makeDisk(client, "sized");
  const larger = await client.disks.update(GROUP, "sized", { diskSizeGB: 2 });
  assert.equal(larger.diskSizeGB, 2);
  await refused(
    client.disks.update(GROUP, "sized", { diskSizeGB: 1 }),
    400,
    "InvalidParameter",
    /expected a size of at least 2147483648 bytes, but found 1073741824/,
  );
  await refused(
    takeSnapshot(client, sized, "late"),
    409,
    "OperationNotAllowed",
    /was resized; a full snapshot of it is allowed/,
  );
});

test("what is deleted is gone", async () => {
  const other = await makeDisk(client, "short-lived");
  await takeSnapshot(client, other, "short-lived");
  await client.snapshots.beginDeleteAndWait(GROUP, "short-lived");
  await client.disks.delete(GROUP, "short-lived");
  await refused(client.snapshots.get(GROUP, "short-lived"), 404, "ResourceNotFound");
  await refused(client.disks.get(GROUP, "short-lived"), 404, "ResourceNotFound");
});
