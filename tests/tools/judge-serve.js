#!/usr/bin/env node
/* judge-serve.js PROGRAM FOLDER -- writes chapters in FOLDER/guide, previews them with PROGRAM and
 * watches a page in Chromium while they are saved. Exit status 1 when something is wrong. */
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const readline = require('readline');

const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

let faults = 0;
function fault(text) {
  faults++;
  console.log(`judge-serve: ${text}`);
}

/* The preview's process and where its pages are, once the first build is done. */
async function serve(program, folder, ...more) {
  const args = ['serve', path.join(folder, 'guide'), '--out', path.join(folder, 'out'), ...more];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const address = (await lines.next()).value;
  await lines.next();
  await lines.next(); /* how the first build went */
  const end = () => new Promise((done) => {
    child.once('exit', done);
    child.kill('SIGINT');
  });
  return { address: address.match(/http:\S+/)[0], end };
}

const save = (folder, bytes) => fs.writeFileSync(path.join(folder, 'guide', 'one.md'), bytes);

/* Waits until the page shows `text` in `place`; nobody touches the page meanwhile. */
async function comes(page, place, text) {
  const isThere = (selector, words) =>
    [...document.querySelectorAll(selector)].some((found) => found.innerText.includes(words));
  await page.waitForFunction(isThere, {}, place, text)
    .catch(() => fault(`「${text}」 does not come up in ${place}`));
}

async function judge(page, program, folder) {
  save(folder, '# 一つ\n\n初めの文。\n');
  let preview = await serve(program, folder);
  await page.goto(new URL('one.html', preview.address).href);
  await comes(page, 'main', '初めの文。');

  save(folder, '# 一つ\n\n次の文。\n');
  await comes(page, 'main', '次の文。');

  save(folder, Buffer.concat([Buffer.from('# 一つ\n\n'), Buffer.from([0xff, 0x0a])])); /* not UTF-8 */
  await comes(page, '.serve-failed pre', 'one.md:3');
  await comes(page, 'main', '次の文。');

  save(folder, '# 一つ\n\n直した文。\n');
  await comes(page, 'main', '直した文。');
  if (await page.$('.serve-failed')) fault('the mended mistake is still shown');

  const port = new URL(preview.address).port;
  await preview.end();
  save(folder, '# 一つ\n\n止まっていた間の文。\n');
  preview = await serve(program, folder, '--port', port);
  await comes(page, 'main', '止まっていた間の文。');
  await preview.end();
}

async function main() {
  const [program, folder] = process.argv.slice(2);
  let puppeteer;
  try {
    puppeteer = require('puppeteer-core');
  } catch {
    console.log('judge-serve: skipped: puppeteer-core is not installed');
    return;
  }
  if (!fs.existsSync(CHROMIUM)) {
    console.log(`judge-serve: skipped: no ${CHROMIUM}`);
    return;
  }
  /* Chromium refuses its sandbox to root, which CI containers run as. */
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  page.on('pageerror', (error) => fault(error.message));
  await judge(page, program, folder);
  await browser.close();
  console.log(`judge-serve: ${faults} findings`);
  process.exit(faults > 0 ? 1 : 0);
}

main();
