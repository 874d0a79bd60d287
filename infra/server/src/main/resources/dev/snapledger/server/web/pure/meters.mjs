// Head-room as three gauges.
import { duration } from "./formats.mjs";

/**
 * [{key, label, used, max, left, share, tone, note}] of a head-room answer.
 *
 * now is the client's clock, behind is by how much that is ahead of the server's.
 */
export function metersOf(headroom, now, ahead = 0) {
  const window = duration(headroom.rate.windowSeconds * 1000);
  return [
    meter("rate", `Snapshots in ${window}`, headroom.rate, now - ahead),
    meter("count", `Snapshots in ${headroom.count.region}`, headroom.count, now - ahead),
    meter("sas", "Snapshots shared at a time", headroom.sas, now - ahead),
  ];
}

function meter(key, label, use, serverNow) {
  const left = Math.max(0, use.left ?? use.max - use.used);
  const share = use.max > 0 ? Math.min(1, use.used / use.max) : 1;
  return {
    key,
    label,
    used: use.used,
    max: use.max,
    left,
    share,
    tone: left === 0 ? "full" : share >= 0.8 ? "near" : "free",
    note: noteOf(left, use.retryAt, serverNow),
  };
}

function noteOf(left, retryAt, serverNow) {
  if (left > 0) {
    return `${left} left`;
  }
  const wait = retryAt ? Date.parse(retryAt) - serverNow : NaN;
  if (Number.isNaN(wait)) {
    return "none left; delete some first";
  }
  return wait > 0 ? `none left; frees up in ${duration(wait)}` : "none left; frees up now";
}
