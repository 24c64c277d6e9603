#!/usr/bin/env node
/* judge-portfolio.js SMALL LARGE -- the list of all clients in Chromium, opened from its folder
 * (file://) under its own content policy. SMALL has the samples, LARGE 1,000 clients. Exit status 1
 * when something is wrong. */
'use strict';

const fs = require('fs');
const path = require('path');

const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const SORT_MOST = 500; /* ms until the first of 1,000 rows stand sorted, on a busy machine */

let findings = 0;
function expect(right, what) {
  if (right) return;
  findings++;
  console.log(`judge-portfolio: ${what}`);
}

async function openPage(browser, file, scripts) {
  const page = await browser.newPage();
  const address = `file://${path.resolve(file)}`;
  page.on('request', (request) => expect(request.url() === address, `asks for ${request.url()}`));
  page.on('console', (message) => expect(false, `console: ${message.text()}`));
  page.on('pageerror', (error) => expect(false, `script: ${error.message}`));
  await page.setJavaScriptEnabled(scripts);
  await page.goto(address);
  return page;
}

/* What the script sorts by, read from the page apart from it: numbers, or words. */
const columnValues = (page, column) => page.$$eval('#clients tbody tr', (rows, index) =>
  rows.map((row) => {
    const cell = row.cells[index];
    const value = cell.getAttribute('data-value');
    if (value !== null) return value === '' ? null : Number(value);
    return cell.textContent.trim() || null;
  }), column);

const order = (page) => page.$$eval('#clients tbody tr', (rows) => rows.map((row) => row.id));

function isSorted(values, falling) {
  const collator = new Intl.Collator('ja');
  return values.every((value, i) => {
    if (i === 0 || value === null) return true;
    const before = values[i - 1];
    if (before === null) return false; /* empty cells are last */
    const step = typeof value === 'number' ? value - before : collator.compare(value, before);
    return falling ? step <= 0 : step >= 0;
  });
}

async function judgeSorting(page) {
  const heads = await page.$$('#clients thead th');
  for (let column = 0; column < heads.length; column++)
    for (const state of ['ascending', 'descending']) {
      /* By keyboard: the button in the head is reached and pressed without a mouse. */
      await (await heads[column].$('button')).focus();
      await page.keyboard.press(state === 'ascending' ? 'Enter' : 'Space');
      const states = await page.$$eval('#clients thead th',
        (cells) => cells.map((cell) => cell.getAttribute('aria-sort')));
      expect(states.every((value, i) => value === (i === column ? state : null)),
        `column ${column}: aria-sort is ${states}`);
      const values = await columnValues(page, column);
      expect(isSorted(values, state === 'descending'), `column ${column} is not ${state}`);
    }
}

async function judgeFilters(page, first) {
  await page.click('#filter-reset');
  expect(String(await order(page)) === String(first), 'the first order does not come back');
  await page.type('#filter-text', 'ＭＩＤＯＲＩ');
  const visible = () => page.$$eval('#clients tbody tr:not([hidden])', (rows) => rows.map((r) => r.id));
  expect(String(await visible()) === 'client-midori', `text filter shows ${await visible()}`);
  const state = await page.$eval('#filter-state', (line) => line.textContent);
  expect(state === `${first.length}社のうち1社を表示しています。`, `says ${state}`);
  await page.$eval('.hint a[href="#client-takagi"]', (link) => link.click());
  await page.waitForFunction('location.hash === "#client-takagi"');
  await page.waitForFunction('!document.getElementById("client-takagi").hidden')
    .catch(() => expect(false, 'a link from the hints leads to a hidden row'));
  await page.click('#filter-reset');
  await page.select('#filter-trade', '製造業');
  expect((await visible()).length === 2, `trade filter shows ${await visible()}`);
}

async function judgeWithoutScripts(browser, file, first) {
  const page = await openPage(browser, file, false);
  const source = fs.readFileSync(file, 'utf8');
  const rows = [...source.matchAll(/<tr id="(client-[^"]*)"/g)].map((match) => match[1]);
  expect(String(rows) === String(first), 'without scripts the order is another');
  expect(await page.$('#filters[hidden]') !== null, 'filters show without scripts');
  expect(await page.$('#clients thead button') === null, 'buttons show without scripts');
}

const size = (page) =>
  page.$eval('#clients', (table) => [table.offsetWidth, table.offsetHeight]);

/* The first rows stand at once, the others come in the next frames. */
async function judgeSpeed(page) {
  const before = await size(page);
  const time = await page.evaluate(() => {
    const start = performance.now();
    document.querySelector('#clients thead th:nth-child(4) button').click();
    document.body.offsetHeight; /* the layout counts, too */
    return performance.now() - start;
  });
  expect(time < SORT_MOST, `sorting 1,000 clients takes ${Math.round(time)} ms`);
  await judgeArrival(page, before);
  return time;
}

/* How many rows have a place on the page. */
const standing = (page) => page.$$eval('#clients tbody tr',
  (rows) => rows.filter((row) => row.offsetHeight > 0).length);

async function judgeArrival(page, before) {
  await page.waitForFunction('!document.querySelector("#clients .later")');
  expect(await standing(page) === 1000, `${await standing(page)} rows have come`);
  const after = await size(page);
  expect(String(after) === String(before), `sorted, the table is ${after} large and not ${before}`);
  expect(isSorted(await columnValues(page, 3), false), 'with 1,000 rows column 3 is not ascending');
  await judgeSecondSort(page);
}

/* Sorted again while no frame comes: on paper all rows stand, and a link to the last brings all. */
async function judgeSecondSort(page) {
  const last = await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
    document.querySelector('#clients thead th:nth-child(4) button').click();
    return document.querySelector('#clients tbody tr:last-child').id;
  });
  expect(await standing(page) < 1000, 'all rows are laid out at once');
  await page.emulateMediaType('print');
  expect(await standing(page) === 1000, `paper has ${await standing(page)} rows`);
  await page.emulateMediaType(null);
  await page.evaluate((id) => { location.hash = `#${id}`; }, last);
  await page.waitForFunction('!document.querySelector("#clients .later")')
    .catch(() => expect(false, 'a link to a row that waits does not bring it'));
  expect(isSorted(await columnValues(page, 3), true), 'with 1,000 rows column 3 is not descending');
  const top = await page.$eval(`[id="${last}"]`, (row) => row.getBoundingClientRect().top);
  expect(top >= 0 && top < 2000, 'a link leads to a row that is not seen');
}

async function main() {
  let puppeteer;
  try {
    puppeteer = require('puppeteer-core');
  } catch (error) {
    console.log('judge-portfolio: skipped: puppeteer-core is not installed');
    return;
  }
  if (!fs.existsSync(CHROMIUM)) {
    console.log(`judge-portfolio: skipped: no ${CHROMIUM}`);
    return;
  }
  const [small, large] = process.argv.slice(2);
  /* Chromium refuses its sandbox to root, which CI containers run as. */
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await openPage(browser, small, true);
    const first = await order(page);
    await judgeSorting(page);
    await judgeFilters(page, first);
    await judgeWithoutScripts(browser, small, first);
    const time = await judgeSpeed(await openPage(browser, large, true));
    console.log(`judge-portfolio: ${findings} findings, 1,000 clients sorted in ${Math.round(time)} ms`);
  } finally {
    await browser.close();
  }
}

main().then(() => process.exit(findings > 0 ? 1 : 0));
