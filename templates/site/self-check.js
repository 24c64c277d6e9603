/* self-check.js -- the page of the self-check: shows the result, saves the answers when asked.
 *
 * Nothing leaves the page but by the reader's own click on "save"; nothing stays on the machine
 * unless "keep" is on. Figures come from score.js, questions from self-check-data.js. */
'use strict';

(() => {
  const { sheet, score, clientFile, readNumber } = window.mamorigami;
  const form = document.querySelector('#page-check');
  const STORE = `mamorigami-${sheet.id}`;
  const MOST_PEOPLE = 100000;
  const find = (selector) => form.querySelector(selector);

  /* An element with attributes and children; texts are never read as HTML. */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /* ---- what is answered ---- */

  const answerOf = (item) => form.elements[`answer-${item.number}`].value;
  const reasonOf = (item) => form.elements[`reason-${item.number}`].value.trim();
  const answers = () => sheet.items.map(answerOf);
  const open = () => sheet.items.filter((item) => !answerOf(item));
  const unexplained = () =>
    sheet.items.filter((item) => answerOf(item) === 'na' && !reasonOf(item));

  function questionLinks(items) {
    return items.flatMap((item, i) => {
      const link = element('a', { href: `#page-item-${item.number}` }, `問${item.number}`);
      return i > 0 ? ['、', link] : [link];
    });
  }

  /* ---- the result ---- */

  function showTotal(result) {
    const words = result.total === 100 ? '満点です。続けることが、これからの仕事です。'
      : result.passed ? `合格の目安の${sheet.pass}点に届いています。`
        : `合格の目安の${sheet.pass}点まで、あと${result.short}点です。`;
    return [
      element('p', { class: 'total' }, element('strong', {}, String(result.total).replace('-', '−')),
        '点', element('span', { class: 'small' }, '（100点満点）')),
      element('p', {}, element('strong', {}, result.band.name), '　', words),
      element('p', {}, result.band.text),
    ];
  }

  function showFirstSteps(result) {
    if (result.first.length === 0) return [];
    const steps = result.first.map((item) => {
      const title = item.file ? element('a', { href: item.file }, item.title) : item.title;
      return element('li', {}, element('strong', {}, item.first_step),
        element('span', { class: 'small' }, `（問${item.number}「`, title, `」・受け持ち：${item.doer}）`));
    });
    return [
      element('h3', { class: 'heading-3' }, 'まず、これから'),
      element('ol', {}, ...steps),
      element('p', { class: 'small' },
        '順番は、点数の差と、よくある被害の多さから考えた目安です。'),
    ];
  }

  function categoryRow(category) {
    const none = category.score === null;
    const bar = element('span', { class: 'bar', 'aria-hidden': 'true' }, element('span', {}));
    bar.firstChild.style.width = `${Math.max(0, category.score ?? 0)}%`;
    return element('tr', {}, element('th', { scope: 'row' }, category.name),
      element('td', { class: 'end' }, none ? '対象外' : `${String(category.score).replace('-', '−')}点`),
      element('td', {}, none ? '' : bar),
      element('td', {}, category.weak ? '先に直す' : ''));
  }

  function showCategories(result) {
    const head = element('thead', {}, element('tr', {},
      element('th', { scope: 'col' }, '分野'), element('th', { scope: 'col', class: 'end' }, '点'),
      element('td', {}), element('th', { scope: 'col' }, '目安')));
    const rows = element('tbody', {}, ...result.categories.map(categoryRow));
    return [
      element('h3', { class: 'heading-3' }, '分野ごとの点'),
      element('div', { class: 'table' }, element('table', { class: 'categories' }, head, rows)),
    ];
  }

  function showRule(result) {
    if (result.notApplicable === 0) return [];
    const words = sheet.not_applicable === 'full'
      ? `「対象外」の${result.notApplicable}問は、満点として数えています。`
      : `「対象外」の${result.notApplicable}問は除き、残りの${result.applicable}問を100点満点に直しています。`;
    return [element('p', { class: 'small' }, words)];
  }

  function showResult() {
    const missing = open();
    const body = find('.result-body');
    const left = find('.result-open');
    const complete = missing.length === 0;
    form.classList.toggle('is-complete', complete);
    body.hidden = !complete;
    left.hidden = complete || missing.length === sheet.items.length;
    left.replaceChildren('まだの問い：', ...questionLinks(missing));
    if (!complete) {
      body.replaceChildren();
      say(`${sheet.items.length}問のうち${sheet.items.length - missing.length}問に答えました。`);
      return;
    }
    const result = score(sheet, answers());
    body.replaceChildren(...showTotal(result), ...showFirstSteps(result),
      ...showCategories(result), ...showRule(result));
    say(`すべての問いに答えました。合計${result.total}点です。${result.band.name}。`);
  }

  /* Only what changed is said. */
  function say(words) {
    const status = find('.result-status');
    if (status.textContent !== words) status.textContent = words;
  }

  function showReasons() {
    for (const item of sheet.items)
      find(`[id="page-item-${item.number}"] .reason`).hidden = answerOf(item) !== 'na';
  }

  function fillPaperHead() {
    for (const blank of document.querySelectorAll('[data-from]')) {
      const value = form.elements[blank.dataset.from].value.trim();
      /* Today's date is no sign that somebody has answered. */
      const shown = blank.dataset.from !== 'date' || form.classList.contains('is-complete');
      blank.textContent = shown ? value.replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$1年$2月$3日') : '';
    }
  }

  /* ---- kept on this machine ---- */

  const keep = form.elements.keep;

  /* Browsers may refuse storage; then nothing is kept, and that is said. */
  function tryStore(action) {
    try {
      return action(window.localStorage);
    } catch {
      return undefined;
    }
  }

  function fields() {
    return [...form.elements].filter((field) => field.name && field.name !== 'keep');
  }

  function save() {
    const values = {};
    for (const field of fields())
      if (field.type !== 'radio' || field.checked) values[field.name] = field.value;
    const kept = tryStore((store) => {
      store.setItem(STORE, JSON.stringify(values));
      return true;
    });
    if (kept) return;
    keep.checked = false;
    tell([element('p', {}, 'この機器には残せません。ブラウザーの設定で止められています。')]);
  }

  const forget = () => tryStore((store) => store.removeItem(STORE));

  /* What is stored may be of an older sheet, or nonsense: only known fields are set. */
  function restore() {
    const stored = tryStore((store) => store.getItem(STORE));
    if (!stored) return;
    let values;
    try {
      values = JSON.parse(stored);
    } catch {
      return;
    }
    if (!values || typeof values !== 'object') return;
    keep.checked = true;
    for (const field of fields()) {
      const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
      if (typeof value !== 'string') continue;
      if (field.type === 'radio') field.checked = field.value === value;
      else field.value = value;
    }
  }

  /* ---- the file ---- */

  const fieldLink = (name) => {
    const label = find(`label[for="page-firm-${name}"]`).textContent.replace('（必要）', '');
    return element('a', { href: `#page-firm-${name}` }, label);
  };

  function tell(children) {
    find('.save-status').replaceChildren(...children);
  }

  /* What a client file cannot do without, as lines for the reader. */
  function faults() {
    const lines = [];
    const add = (...words) => lines.push(element('li', {}, ...words));
    const value = (name) => form.elements[name].value.trim();
    if (open().length > 0) add('まだの問いがあります：', ...questionLinks(open()));
    if (unexplained().length > 0) add('対象外の理由を書いてください：', ...questionLinks(unexplained()));
    for (const name of ['name', 'trade', 'business', 'employees', 'date'])
      if (!value(name)) add(fieldLink(name), 'を書いてください');
    for (const name of ['employees', 'pcs', 'notebooks', 'servers']) {
      const number = readNumber(value(name));
      const least = name === 'employees' ? 1 : 0;
      if (number !== null && !(number >= least && number <= MOST_PEOPLE))
        add(fieldLink(name), `は${least}から${MOST_PEOPLE}までの数で書いてください`);
    }
    if (readNumber(value('notebooks')) > (readNumber(value('pcs')) ?? Infinity))
      add(fieldLink('notebooks'), 'が、パソコン全部の数より多くなっています');
    return lines;
  }

  const two = (number) => String(number).padStart(2, '0');
  const dayOf = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

  /* A name of its own every time: browsers rename a second file of one name, and the program wants
   * the name inside the file to be that of the file. */
  function newId() {
    const now = new Date();
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('');
    return `self-check-${dayOf(now).replaceAll('-', '')}-${time}`;
  }

  function download() {
    const lines = faults();
    if (lines.length > 0) {
      tell([element('p', {}, 'まだ保存できません。'), element('ul', {}, ...lines)]);
      return;
    }
    const firm = { id: newId() };
    for (const field of form.querySelectorAll('.firm [name]')) firm[field.name] = field.value;
    const text = clientFile(sheet, firm, answers(), sheet.items.map(reasonOf));
    const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
    const link = element('a', { href: address, download: `${firm.id}.yaml` });
    link.click();
    /* The browser reads it after this function ends. */
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    tell([element('p', {}, `${firm.id}.yaml を保存しました。名前を変えずに、${sheet.vendor}にお渡しください。`)]);
  }

  /* ---- what the reader does ---- */

  function update() {
    showReasons();
    showResult();
    fillPaperHead();
    if (keep.checked) save();
  }

  function start() {
    restore();
    form.classList.add('is-scripted');
    if (!form.elements.date.value) form.elements.date.value = dayOf(new Date());
    update();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    download();
  });
  form.addEventListener('change', (event) => {
    if (event.target === keep && !keep.checked) forget();
    update();
  });
  find('.print').addEventListener('click', () => window.print());
  find('.clear').addEventListener('click', () => {
    if (!window.confirm('答えと会社のことを、すべて消します。よろしいですか。')) return;
    forget();
    form.reset();
    tell([]);
    start();
    window.scrollTo(0, 0);
  });
  find('.download').disabled = false;
  start();
})();
