#!/usr/bin/env node
/* run-score.js SITE -- what the self-check's page computes: reads a list of {answers, reasons, firm}
 * from standard input as JSON, prints a list of {score, file}. For test_selfcheck.py. */
'use strict';

const fs = require('fs');
const path = require('path');
const vm = require('vm');

const site = process.argv[2];
const mamorigami = {};
const context = vm.createContext({ window: { mamorigami }, mamorigami });
for (const name of ['self-check-data.js', 'score.js'])
  vm.runInContext(fs.readFileSync(path.join(site, name), 'utf8'), context);

const cases = JSON.parse(fs.readFileSync(0, 'utf8'));
const results = cases.map(({ answers, reasons, firm }) => ({
  score: mamorigami.score(mamorigami.sheet, answers),
  file: mamorigami.clientFile(mamorigami.sheet, firm, answers, reasons),
}));
process.stdout.write(JSON.stringify(results));
