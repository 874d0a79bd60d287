import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

const STYLE = `${process.env.WEB_FOLDER}/style`;
const BACKGROUNDS = ["bg", "panel", "sunk", "chosen"];
const TEXTS = ["ink", "muted", "accent", "ok", "warn", "danger"];
/** WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for borders of controls and parts of pictures. */
const TEXT_MIN = 4.5;
const GRAPHICS_MIN = 3;

const base = await readFile(`${STYLE}/base.css`, "utf8");
const tokens = new Map(
  [...base.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);

function luminance(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function below(pairs, minimum) {
  return ["light", "dark"].flatMap((theme) =>
    pairs
      .map(([front, back]) => [
        front,
        back,
        ratio(tokens.get(front)[theme], tokens.get(back)[theme]),
      ])
      .filter(([, , found]) => found < minimum)
      .map(([front, back, found]) => `${theme}: ${front} on ${back} is ${found.toFixed(2)}`),
  );
}

const cross = (fronts, backs) => fronts.flatMap((front) => backs.map((back) => [front, back]));

test("contrast is reckoned as WCAG says", () => {
  assert.equal(ratio("#000000", "#ffffff"), 21);
  assert.equal(ratio("#ffffff", "#ffffff"), 1);
  assert.equal(ratio("#777777", "#ffffff").toFixed(2), "4.48");
});

test("every text can be read on every background, in the light and in the dark", () => {
  const pairs = [...cross(TEXTS, BACKGROUNDS), ["on-accent", "accent"], ["on-danger", "danger"]];
  assert.deepEqual(below(pairs, TEXT_MIN), []);
});

test("borders of controls, signs and strips stand out from what is behind them", () => {
  const strips = ["heat", "clear"].flatMap((name) =>
    [1, 2, 3, 4].map((level) => `${name}-${level}`),
  );
  const pairs = [
    ...cross(["edge"], BACKGROUNDS),
    ...cross(["accent", "warn", "danger"], ["panel", "sunk", "chosen"]),
    ...cross(strips, ["sunk"]),
  ];
  assert.deepEqual(below(pairs, GRAPHICS_MIN), []);
});

test("steps of a strip grow from level to level", () => {
  for (const name of ["heat", "clear"]) {
    for (const theme of ["light", "dark"]) {
      const steps = [1, 2, 3, 4].map((level) =>
        ratio(tokens.get(`${name}-${level}`)[theme], tokens.get("sunk")[theme]),
      );
      for (let i = 1; i < steps.length; i++) {
        assert.ok(steps[i] / steps[i - 1] >= 1.2, `${theme} ${name}: ${steps.join()}`);
      }
    }
  }
});

test("no colour is there but these, so that all of them are reckoned", async () => {
  for (const file of (await readdir(STYLE)).filter((name) => name.endsWith(".css"))) {
    const css = await readFile(`${STYLE}/${file}`, "utf8");
    const rest = css
      .replace(/^ +--[a-z0-9-]+: light-dark\(.*$/gm, "")
      .replace(/rgb\(0 0 0 \/ \.\d+\)/g, "");
    assert.deepEqual(rest.match(/#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(|light-dark\(/g), null, file);
  }
  const known = new Set([...TEXTS, ...BACKGROUNDS, "on-accent", "on-danger", "edge", "line"]);
  const unknown = [...tokens.keys()].filter(
    (name) => !known.has(name) && !/^(heat|clear)-[1-4]$/.test(name),
  );
  assert.deepEqual(unknown, []);
});
