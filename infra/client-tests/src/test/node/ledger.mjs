// A ledger as the environment names it: LEDGER_URL, LEDGER_CLIENT_ID, LEDGER_CLIENT_SECRET.
import { ComputeManagementClient } from "@azure/arm-compute";
import { PageBlobClient } from "@azure/storage-blob";
import { createCipheriv } from "node:crypto";

const url = process.env.LEDGER_URL;
const SECONDS = 600;

export const GROUP = "node-client";
export const REGION = "eastus";
export const ONE = "00000000-0000-0000-0000-000000000001";
export const TWO = "00000000-0000-0000-0000-000000000002";

// Signs in with id and secret, as the library for that would do.
const credential = {
  async getToken() {
    const response = await fetch(`${url}/adfs/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: process.env.LEDGER_CLIENT_ID,
        client_secret: process.env.LEDGER_CLIENT_SECRET,
        resource: `${url}/`,
      }),
    });
    const { access_token: token, expires_in: seconds } = await response.json();
    return { token, expiresOnTimestamp: Date.now() + seconds * 1000 };
  },
};

export function compute(subscription) {
  return new ComputeManagementClient(credential, subscription, {
    endpoint: url,
    credentials: { scopes: [`${url}/.default`] },
  });
}

export async function makeGroup(subscription) {
  const { token } = await credential.getToken();
  const response = await fetch(
    `${url}/subscriptions/${subscription}/resourceGroups/${GROUP}?api-version=2021-04-01`,
    {
      method: "PUT",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ location: REGION }),
    },
  );
  if (!response.ok) {
    throw new Error(`expected a group, but found ${response.status} ${await response.text()}`);
  }
}

export function makeDisk(client, name) {
  return client.disks.createOrUpdate(GROUP, name, {
    location: REGION,
    diskSizeGB: 1,
    sku: { name: "Premium_LRS" },
    creationData: { createOption: "Empty" },
  });
}

export function takeSnapshot(client, disk, name) {
  return client.snapshots.createOrUpdate(GROUP, name, {
    location: REGION,
    incremental: true,
    creationData: { createOption: "Copy", sourceResourceId: disk.id },
  });
}

// Operations of a disk or a snapshot: client.disks, client.snapshots.
export async function share(operations, name, access = "Read") {
  const grant = await operations.grantAccess(GROUP, name, { access, durationInSeconds: SECONDS });
  return new PageBlobClient(grant.accessSAS);
}

// Bytes that a seed repeats.
export function bytes(seed, length) {
  const key = Buffer.alloc(16);
  key.writeUInt32LE(seed);
  return createCipheriv("aes-128-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(length));
}
