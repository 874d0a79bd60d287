// Numbers, times and names as people read them. No clock: whoever calls says what time it is.

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** 1536 as "1.5 KiB"; whole numbers stay whole. */
export function bytes(count) {
  if (!Number.isFinite(count) || count < 0) {
    return "–";
  }
  let unit = 0;
  let value = count;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${Number(value.toFixed(digits))} ${UNITS[unit]}`;
}

/** 12345 as "12 345", with thin spaces. */
export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, "\u2009");
}

/** A part of a whole in whole per cent; all of nothing is 100. */
export function share(part, whole) {
  return whole > 0 ? Math.min(100, Math.floor((part / whole) * 100)) : 100;
}

/** An address within a disk, in hexadecimal, so that blocks end in zeros. */
export function address(byte) {
  return "0x" + byte.toString(16).padStart(9, "0");
}

/** An instant to the second, in UTC; the text itself where it is none. */
export function time(instant) {
  const at = new Date(instant);
  return Number.isNaN(at.getTime())
    ? String(instant)
    : at
        .toISOString()
        .replace("T", " ")
        .replace(/\.\d+Z$/, "Z");
}

/** Milliseconds as "2 min 13 s": two units at most, never less than a second. */
export function duration(millis) {
  const seconds = Math.max(1, Math.ceil(millis / 1000));
  const parts = [
    [Math.floor(seconds / 86400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(" ");
}

/** How long ago an instant is, or how far ahead. */
export function ago(instant, now) {
  const passed = now - Date.parse(instant);
  if (Number.isNaN(passed)) {
    return "";
  }
  if (Math.abs(passed) < 1000) {
    return "now";
  }
  const [largest] = duration(Math.abs(passed)).split(/(?<=[a-z]) /);
  return passed < 0 ? `in ${largest}` : `${largest} ago`;
}

/** A name for a new snapshot, that sorts by time. */
export function proposedName(disk, now) {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  return `${disk.slice(0, 80 - stamp.length - 1)}-${stamp}`;
}

/** "IncrementalSnapshotStarted" as "Incremental snapshot started". */
export function words(name) {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Tags as one line. */
export function tagsText(tags) {
  return Object.entries(tags ?? {})
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join(", ");
}

/** Lines of "name=value" as tags; throws with a sentence for people. */
export function parseTags(text) {
  const tags = {};
  for (const line of text
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean)) {
    const equals = line.indexOf("=");
    const name = (equals < 0 ? line : line.slice(0, equals)).trim();
    if (name === "") {
      throw new Error(`A tag needs a name before the equals sign, but one line is "${line}".`);
    }
    if (Object.hasOwn(tags, name)) {
      throw new Error(`Each tag may be there once, but "${name}" is there twice.`);
    }
    Object.defineProperty(tags, name, {
      value: equals < 0 ? "" : line.slice(equals + 1).trim(),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return tags;
}
