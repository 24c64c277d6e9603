#!/usr/bin/env node
/* judge-fold.js TEST_FOLD -- templates/site/fold.js folds as generator/japanese/fold.c does: every
 * sign between katakana, lines of our content, mixtures of signs that normalisation changes. Signs
 * younger than the ICU of Debian 12 (Unicode 15) are left out: Node may know more. */
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

globalThis.window = {};
require('../../templates/site/fold.js');

const ROOT = path.join(__dirname, '../..');
const MIXTURES = 40000;
const YOUNG = /\p{Cn}/u; /* not assigned, in Node's own Unicode */
const YOUNGER_THAN_15 = [[0xa7cb, 0xa7cd], [0xa7da, 0xa7dc], [0xa7f1, 0xa7f1], [0x1cc00, 0x1cebf]];

/* Ranges in which folding does something, or where signs of one kind end. */
const RANGES = [
  [0x20, 0x7e], [0xa0, 0x17f], [0x300, 0x320], [0x2000, 0x2070], [0x2150, 0x2190], [0x2460, 0x24ff],
  [0x2500, 0x2503], [0x3000, 0x30ff], [0x3099, 0x309a], [0x30f0, 0x30ff], [0x3200, 0x33ff],
  [0x4e00, 0x4e20], [0xac00, 0xac10], [0xf900, 0xfa20], [0xfe00, 0xfe0f], [0xff00, 0xffee],
  [0x1d400, 0x1d420], [0x20000, 0x20010], [0xe0100, 0xe0102], [0xfdfa, 0xfdfa],
];

/* A linear congruential generator: the same mixtures in every run. */
let state = 1;
function below(limit) {
  state = (state * 1103515245 + 12345) % 2147483648;
  return Math.floor((state / 2147483648) * limit);
}

function mixture() {
  let text = '';
  for (let left = 1 + below(9); left > 0; left--) {
    const [first, last] = RANGES[below(RANGES.length)];
    text += String.fromCodePoint(first + below(last - first + 1));
  }
  return text;
}

function isKnown(c) {
  if (c === 0x0a || c === 0 || (c >= 0xd800 && c <= 0xdfff)) return false;
  return !YOUNG.test(String.fromCodePoint(c)) &&
    !YOUNGER_THAN_15.some(([first, last]) => c >= first && c <= last);
}

function ourLines() {
  return ['content/guide', 'content/handout', 'content/catalog'].flatMap((folder) =>
    fs.readdirSync(path.join(ROOT, folder)).filter((name) => /\.(md|yaml)$/.test(name))
      .flatMap((name) => fs.readFileSync(path.join(ROOT, folder, name), 'utf8').split('\n')));
}

function main() {
  const lines = ourLines();
  for (let i = 0; i < MIXTURES; i++) lines.push(mixture());
  for (let c = 1; c < 0x30000; c++) if (isKnown(c)) lines.push(`ア${String.fromCodePoint(c)}ア`);
  const input = `${lines.join('\n')}\n`;
  const folded = execFileSync(process.argv[2], ['-'], { input, maxBuffer: 1 << 28 }).toString().split('\n');
  let findings = 0;
  lines.forEach((line, i) => {
    const ours = window.mamorigami.fold(line);
    if (ours === folded[i]) return;
    findings++;
    const signs = [...line].map((sign) => sign.codePointAt(0).toString(16)).join(' ');
    if (findings <= 20) console.log(`judge-fold: ${signs}: 「${ours}」 in the script, 「${folded[i]}」 in C`);
  });
  console.log(`judge-fold: ${findings} of ${lines.length} texts are folded differently`);
  process.exit(findings > 0 ? 1 : 0);
}

main();
