#!/usr/bin/env node
/* judge-html.js FILE... -- what others say of our HTML: html-validate (syntax, semantics) and axe
 * (WCAG 2.2 AA and best practice) on a dark phone and a light desk; also sideways scrolling. Colours
 * do not depend on the width, nor places on the colours, so that two views see what four would.
 *
 * Needs Node with html-validate, axe-core and puppeteer-core where NODE_PATH finds them, and
 * Debian's chromium. A judge that is not installed is skipped, and that is said. Exit status 1 when
 * a judge found something. */
'use strict';

const fs = require('fs');
const path = require('path');

const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const VIEWS = [{ width: 360, scheme: 'dark' }, { width: 1000, scheme: 'light' }];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

function find(name) {
  try {
    return require(name);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.log(`judge-html: skipped: ${name} is not installed`);
    return null;
  }
}

async function judgeSyntax(files) {
  const library = find('html-validate');
  if (!library) return 0;
  const judge = new library.HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'tel-non-breaking': ['error', { ignoreClasses: ['nowrap'] }] },
  });
  let findings = 0;
  for (const file of files) {
    const report = await judge.validateString(fs.readFileSync(file, 'utf8'), file);
    for (const result of report.results)
      for (const message of result.messages) {
        findings++;
        console.log(`${file}:${message.line}:${message.column}: ${message.message} [${message.ruleId}]`);
      }
  }
  return findings;
}

async function judgePage(page, source) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
  await page.evaluate(source);
  const report = await page.evaluate(
    (values) => window.axe.run({ runOnly: { type: 'tag', values } }), RULES);
  const lines = report.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.help} [${violation.id}]: ${node.html.slice(0, 120)}`));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) lines.push(`${wider} px wider than the screen`);
  return lines;
}

async function judgeAccess(files) {
  const axe = find('axe-core');
  const puppeteer = find('puppeteer-core');
  if (!axe || !puppeteer) return 0;
  if (!fs.existsSync(CHROMIUM)) {
    console.log(`judge-html: skipped: no ${CHROMIUM}`);
    return 0;
  }
  /* Chromium refuses its sandbox to root, which CI containers run as. */
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  let findings = 0;
  for (const file of files)
    for (const { width, scheme } of VIEWS) {
      const page = await browser.newPage();
      await page.setBypassCSP(true); /* the documents forbid all scripts, axe's too */
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.goto(`file://${path.resolve(file)}`);
      for (const line of await judgePage(page, axe.source)) {
        findings++;
        console.log(`${file}: ${width} px, ${scheme}: ${line}`);
      }
      await page.close();
    }
  await browser.close();
  return findings;
}

async function main() {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    console.error('usage: judge-html.js FILE...');
    process.exit(2);
  }
  const findings = (await judgeSyntax(files)) + (await judgeAccess(files));
  console.log(`judge-html: ${findings} findings in ${files.length} files`);
  process.exit(findings > 0 ? 1 : 0);
}

main();
