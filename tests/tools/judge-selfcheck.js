#!/usr/bin/env node
/* judge-selfcheck.js PROGRAM SITE -- the page of the self-check in Chromium, opened from its folder:
 * filled in as a reader does, saved, read by the program, kept and forgotten, printed, without
 * scripts, and how axe sees it filled in. Exit status 1 when something is wrong. */
'use strict';

const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const WORDS = ['yes', 'partly', 'no', 'unknown', 'yes', 'yes', 'na'];
const PAPER = { format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '14mm', right: '14mm' } };
const PAGES_MOST = 4; /* of paper, blank and filled in */

let faults = 0;
function fault(text) {
  faults++;
  console.log(`judge-selfcheck: ${text}`);
}

function expect(good, text) {
  if (!good) fault(text);
}

async function open(browser, address) {
  const page = await browser.newPage();
  page.on('request', (request) => {
    /* data: is Chromium's own picture in a date field. */
    if (!/^(file|blob|data):/.test(request.url())) fault(`asks for ${request.url()}`);
  });
  page.on('pageerror', (error) => fault(error.message));
  page.on('console', (message) => message.type() === 'error' && fault(message.text()));
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(address);
  return page;
}

/* By the keyboard: into a group with Tab, to an answer with the arrows. */
async function answerByKeys(page, number, word) {
  const order = ['yes', 'partly', 'no', 'unknown', 'na'];
  await page.focus(`[name="answer-${number}"]`);
  await page.keyboard.press('Space');
  for (let i = order.indexOf(word); i > 0; i--) await page.keyboard.press('ArrowDown');
}

async function fill(page) {
  for (let number = 1; number <= 25; number++) {
    const word = WORDS[(number - 1) % WORDS.length];
    if (number <= 3) await answerByKeys(page, number, word);
    else await page.click(`[name="answer-${number}"][value="${word}"]`);
    if (word === 'na') await page.type(`[name="reason-${number}"]`, '使っていません');
  }
}

async function fillFirm(page) {
  await page.type('[name="name"]', '株式会社「ためし」"\\ # <b>');
  await page.select('[name="trade"]', 'manufacturing');
  await page.type('[name="business"]', '金属: 部品の加工');
  await page.type('[name="employees"]', '４０人');
}

async function download(page, folder) {
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await page.click('.download');
  for (let i = 0; i < 100; i++) {
    const names = fs.readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    if (names.length > 0) return path.join(folder, names[0]);
    await new Promise((done) => setTimeout(done, 50));
  }
  return null;
}

/* The page's figures beside those the program makes of the saved file. */
async function compare(page, program, file) {
  const checked = spawnSync(program, ['check', file]);
  expect(checked.status === 0, `check refuses the saved file: ${checked.stderr}`);
  const data = JSON.parse(execFileSync(program, ['data', file], { maxBuffer: 1 << 26 }));
  const shown = await page.evaluate(() => ({
    total: document.querySelector('.total strong').textContent.replace('−', '-'),
    band: document.querySelector('.total + p strong').textContent,
    first: [...document.querySelectorAll('.result-body ol strong')].map((e) => e.textContent),
    rows: [...document.querySelectorAll('.categories tbody tr')].map((row) =>
      row.cells[1].textContent.replace('−', '-').replace('点', '')),
    said: document.querySelector('.result-status').textContent,
  }));
  expect(Number(shown.total) === data.score.total, `${shown.total}, not ${data.score.total}`);
  expect(shown.band === data.score.band, `${shown.band}, not ${data.score.band}`);
  expect(shown.said.includes(`${data.score.total}点`), `the status says ${shown.said}`);
  const first = data.score.today.map((item) => item.first_step);
  expect(shown.first.join() === first.join(), `first ${shown.first}, not ${first}`);
  const rows = data.score.categories.map((category) => String(category.score));
  expect(shown.rows.join() === rows.join(), `categories ${shown.rows}, not ${rows}`);
}

async function judgePaper(page, name, least) {
  const pdf = await page.pdf(PAPER);
  const file = path.join(os.tmpdir(), `judge-selfcheck-${process.pid}.pdf`);
  fs.writeFileSync(file, pdf);
  const text = execFileSync('pdftotext', [file, '-']).toString();
  const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [file]).toString())[1]);
  fs.unlinkSync(file);
  expect(pages <= PAGES_MOST, `${name}: ${pages} pages of paper`);
  for (const words of least) expect(text.includes(words), `${name}: 「${words}」 is not on paper`);
  return text;
}

async function judgeAxe(page, name) {
  await page.evaluate(fs.readFileSync(require.resolve('axe-core'), 'utf8'));
  const found = await page.evaluate(async () => (await window.axe.run({ preload: false })).violations.map((v) => v.id));
  expect(found.length === 0, `axe on ${name}: ${found}`);
}

async function judgeFilled(browser, program, address) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-selfcheck-'));
  const page = await open(browser, address);
  await judgePaper(page, 'blank', ['会社', '点を手で計算する', '実施している 4点', '理由']);
  await page.click('.download');
  const missing = await page.$eval('.save-status', (e) => e.textContent);
  expect(/問1、問2/.test(missing) && /会社の名前/.test(missing), `what is missing: ${missing}`);
  await fill(page);
  await fillFirm(page);
  const file = await download(page, folder);
  if (file) await compare(page, program, file);
  else fault('nothing was saved');
  const text = await judgePaper(page, 'filled in', ['まず、これから', '分野ごとの点', 'ためし']);
  expect(!text.includes('点を手で計算する'), 'filled in: the table for a pencil is printed');
  await page.close();
  fs.rmSync(folder, { recursive: true });
}

/* Nothing stays unless asked; what stays goes when asked. */
async function judgeKept(browser, address) {
  const stored = (page) => page.evaluate(() => window.localStorage.length);
  const page = await open(browser, address);
  await fill(page);
  expect((await stored(page)) === 0, 'something is kept unasked');
  await page.click('[name="keep"]');
  expect((await stored(page)) === 1, 'nothing is kept when asked');
  await page.reload();
  const word = await page.$eval('#page-check', (form) => form.elements['answer-2'].value);
  expect(word === 'partly', `kept: ${word}`);
  await page.click('.clear');
  expect((await stored(page)) === 0, 'what was kept stays when cleared');
  const left = await page.$$eval('[type="radio"]:checked', (all) => all.length);
  expect(left === 0, `${left} answers stay when cleared`);
  await page.close();

  const refused = await browser.newPage();
  refused.on('pageerror', (error) => fault(`storage refused: ${error.message}`));
  await refused.evaluateOnNewDocument(() => Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('refused', 'SecurityError'); },
  }));
  await refused.goto(address);
  await refused.click('[name="keep"]');
  expect(/残せません/.test(await refused.$eval('.save-status', (e) => e.textContent)),
    'that storage is refused is not said');
  await refused.close();
}

/* Small, dark, with results: axe, and nothing wider than the screen. */
async function judgeLooks(browser, address) {
  for (const scheme of ['light', 'dark']) {
    const page = await open(browser, address);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width: 360, height: 740 });
    await fill(page);
    await page.click('.download');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width <= 360, `${scheme}: ${width} px wide`);
    await judgeAxe(page, scheme);
    await page.close();
  }
}

async function judgeWithoutScripts(browser, address) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(address);
  await judgePaper(page, 'without scripts', ['点を手で計算する', '実施している 4点', '計算ができません']);
  const button = await page.$('.download');
  expect(!(await button.isVisible()), 'a button that does nothing is shown without scripts');
  await page.focus('[name="answer-1"]');
  await page.keyboard.press('Enter');
  expect(!page.url().includes('?'), 'Enter puts the answers into the address');
  await page.close();
}

async function main() {
  const [program, site] = process.argv.slice(2);
  let puppeteer;
  try {
    puppeteer = require('puppeteer-core');
  } catch {
    console.log('judge-selfcheck: skipped: puppeteer-core is not installed');
    return;
  }
  if (!fs.existsSync(CHROMIUM)) {
    console.log(`judge-selfcheck: skipped: no ${CHROMIUM}`);
    return;
  }
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const address = `file://${path.resolve(site, 'self-check.html')}`;
  await judgeFilled(browser, program, address);
  await judgeKept(browser, address);
  await judgeLooks(browser, address);
  await judgeWithoutScripts(browser, address);
  await browser.close();
  console.log(`judge-selfcheck: ${faults} findings`);
  process.exit(faults > 0 ? 1 : 0);
}

main();
