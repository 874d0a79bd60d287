// Usage by day: rows say what there was at the end of a day on which it changed, for each group and
// region; here they become one sum for each day.

export const SUMS = ["disks", "snapshots", "diskBytes", "snapshotBytes", "storedBytes"];
const DAY_MILLIS = 86_400_000;

/** The first of so many days that end with one, both as YYYY-MM-DD. */
export function firstDay(last, days) {
  return dayOf(Date.parse(last) - (days - 1) * DAY_MILLIS);
}

export function dayOf(millis) {
  return new Date(millis).toISOString().slice(0, 10);
}

/**
 * [{day, changed, disks, …}] for each day from the first to the last, both included. Rows may begin
 * before the first; what they say holds until the next of the same group and region.
 */
export function daysOf(rows, first, last) {
  const byDay = new Map();
  for (const row of [...rows].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    const day = row.day < first ? first : row.day;
    byDay.set(day, [...(byDay.get(day) ?? []), row]);
  }
  const present = new Map();
  const days = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MILLIS) {
    const day = dayOf(at);
    const changes = byDay.get(day) ?? [];
    changes.forEach((row) => present.set(JSON.stringify([row.resourceGroup, row.region]), row));
    days.push({ day, changed: changes.some((row) => row.day === day), ...sumOf(present.values()) });
  }
  return days;
}

function sumOf(rows) {
  const sum = Object.fromEntries(SUMS.map((name) => [name, 0]));
  for (const row of rows) {
    SUMS.forEach((name) => (sum[name] += row[name] ?? 0));
  }
  return sum;
}

/** Bars of a chart in a box of days × 1: [{x, height, value, day}], the largest as high as the box. */
export function barsOf(days, name) {
  const most = Math.max(0, ...days.map((each) => each[name]));
  const bars = days.map((each, x) => ({
    x,
    height: most === 0 ? 0 : each[name] / most,
    value: each[name],
    day: each.day,
  }));
  return { most, bars };
}
