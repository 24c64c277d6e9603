/* search.js -- full-text search without a server, also for pages opened from a folder.
 *
 * Any piece of text is found, so that Japanese needs no cutting into words; several words must all
 * be there. search/heads.js and search/text-N.js (see generator/site/index.h) are loaded when the
 * reader first goes to a search box: the heads answer at once, the texts follow part by part. */
'use strict';

(() => {
  const { fold, foldPlaces } = window.mamorigami;
  const SHOWN_IN_PANEL = 8;
  const SHOWN_ON_PAGE = 50;
  const LOADED_AT_ONCE = 4;
  const CONTEXT_BEFORE = 24; /* signs of text around a hit */
  const CONTEXT_AFTER = 72;
  const LABEL_SIGNS = 16;
  const COUNTED = 20; /* more hits in one page do not make it better */

  /* What a hit is worth by where it stands. Whole beats part: 鍵 before 鍵の管理. */
  const WORTH = { title: 1000, heading: 300, tag: 200, term: 100, text: 6 };

  const pages = []; /* {file, title, group, sections: [{id, heading}], folded: {...}, text} */
  let parts = 0;
  let loaded = 0;
  let started = false;
  const listeners = [];

  /* Where the site begins: a page not found may be shown at any address. */
  const root = new URL('.', document.currentScript.src);

  function load(name) {
    const script = document.createElement('script');
    script.src = new URL(`search/${name}.js`, root);
    script.onerror = endPart; /* what cannot be read is not waited for */
    document.head.append(script);
  }

  /* A part of the texts has come, or will not: the next one is asked for. */
  function endPart() {
    loaded++;
    if (loaded + LOADED_AT_ONCE <= parts) load(`text-${loaded + LOADED_AT_ONCE - 1}`);
    tell();
  }

  /* Begins loading the index, once. */
  function start() {
    if (started) return;
    started = true;
    load('heads');
  }

  const tell = () => listeners.forEach((listener) => listener());

  /* Whether hits may still be missing: the heads or a part of the texts are under way. */
  const isBusy = () => loaded < Math.max(parts, 1);

  /* ---- called by the scripts of the index ---- */

  window.mamorigami.heads = (index) => {
    parts = index.parts;
    for (const [file, title, group, tags, glossary, headings] of index.pages)
      pages.push({
        file, title, group, glossary, text: null,
        sections: [{ id: '', heading: '' }, ...headings.map(([id, heading]) => ({ id, heading }))],
        title_folded: fold(title),
        tags_folded: tags.split('\n').filter(Boolean).map(fold),
        headings_folded: headings.map(([, heading]) => fold(heading)),
      });
    tell();
    for (let i = 0; i < Math.min(LOADED_AT_ONCE, parts); i++) load(`text-${i}`);
  };

  window.mamorigami.text = (first, text) => {
    text.split('\f').slice(0, -1).forEach((page, i) => {
      const sections = page.split('\v').slice(0, -1).map((section) => section.split('\n').slice(0, -1));
      pages[first + i].text = sections;
      /* Blocks stay apart: nothing is found across the end of a paragraph. */
      pages[first + i].folded = sections.map((blocks) => blocks.map(fold).join('\n'));
    });
    endPart();
  };

  /* ---- finding ---- */

  /* The words of what was typed, folded; spaces of any width part them. */
  function wordsOf(typed) {
    return [...new Set(fold(typed).split(' ').filter(Boolean))];
  }

  function countIn(text, word) {
    let count = 0;
    for (let at = text.indexOf(word); at >= 0 && count < COUNTED; at = text.indexOf(word, at + word.length))
      count++;
    return count;
  }

  /* 0..2: how much of `text` the word is, and whether it begins it. */
  function fit(text, word) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    return 1 + (at === 0 ? 0.25 : 0) + 0.75 * (word.length / text.length);
  }

  const best = (texts, word) => texts.reduce((most, text) => Math.max(most, fit(text, word)), 0);

  function worthOfText(page, word) {
    if (!page.folded) return 0;
    let count = 0;
    let first = -1;
    for (let i = 0; i < page.folded.length && count < COUNTED; i++) {
      count += countIn(page.folded[i], word);
      if (first < 0 && count > 0) first = i;
    }
    return count === 0 ? 0 : WORTH.text * Math.min(count, COUNTED) + WORTH.text / (1 + first);
  }

  function worthOfWord(page, word) {
    return WORTH.title * fit(page.title_folded, word) +
      (page.glossary ? WORTH.term : WORTH.heading) * best(page.headings_folded, word) +
      WORTH.tag * best(page.tags_folded, word) + worthOfText(page, word);
  }

  /* 0 when a word is missing. */
  function worthOf(page, words) {
    let sum = 0;
    for (const word of words) {
      const worth = worthOfWord(page, word);
      if (worth === 0) return 0;
      sum += worth;
    }
    return sum;
  }

  /* The pages with all words, the best first, equal ones in the order of the book. */
  function find(words) {
    if (words.length === 0) return [];
    return pages.map((page) => ({ page, worth: worthOf(page, words) }))
      .filter((hit) => hit.worth > 0)
      .sort((a, b) => b.worth - a.worth);
  }

  /* ---- showing ---- */

  /* The places of the words in `text`: [from, to) in its own units, in order, not overlapping. */
  function placesOf(text, words) {
    const folded = foldPlaces(text);
    const places = [];
    for (const word of words)
      for (let at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + word.length))
        places.push([folded.starts[at], folded.ends[at + word.length - 1]]);
    places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return places.filter((place, i) => i === 0 || place[0] >= Math.max(...places.slice(0, i).map((p) => p[1])));
  }

  function appendMarked(element, text, places) {
    let end = 0;
    for (const [from, to] of places) {
      const mark = document.createElement('mark');
      mark.textContent = text.slice(from, to);
      element.append(text.slice(end, from), mark);
      end = to;
    }
    element.append(text.slice(end));
  }

  /* The section a hit leads to: with the most words, in its heading or its text; then the first. */
  function sectionOf(page, words) {
    let chosen = 0;
    let most = 0;
    page.sections.forEach((section, i) => {
      const heading = i === 0 ? page.title_folded : page.headings_folded[i - 1];
      const text = page.folded ? page.folded[i] : '';
      let value = 0;
      for (const word of words)
        value += (text.includes(word) ? 2 : 0) + (i > 0 && heading.includes(word) ? 3 : 0);
      if (value > most) [most, chosen] = [value, i];
    });
    return chosen;
  }

  /* The block of a section to show: the one with the most words, else the first that is more than a
   * label. */
  function blockOf(page, section, words) {
    const blocks = page.text[section];
    const folded = page.folded[section].split('\n');
    const values = folded.map((block) => words.filter((word) => block.includes(word)).length);
    const most = Math.max(0, ...values);
    if (most > 0) return blocks[values.indexOf(most)];
    return blocks.find((block) => block.length > LABEL_SIGNS) || blocks[0] || '';
  }

  /* Never between the halves of a surrogate pair. */
  function cutAt(text, at) {
    const c = text.charCodeAt(at);
    return c >= 0xdc00 && c <= 0xdfff ? at - 1 : at;
  }

  function appendContext(element, text, words) {
    const places = placesOf(text, words);
    const first = places.length > 0 ? places[0][0] : 0;
    const from = first <= CONTEXT_BEFORE ? 0 : cutAt(text, first - CONTEXT_BEFORE);
    const to = cutAt(text, Math.min(text.length, first + CONTEXT_AFTER));
    const inside = places.filter((place) => place[1] <= to)
      .map((place) => [place[0] - from, place[1] - from]);
    if (from > 0) element.append('…');
    appendMarked(element, text.slice(from, to), inside);
    if (to < text.length) element.append('…');
  }

  function element(name, style) {
    const made = document.createElement(name);
    if (style) made.className = style;
    return made;
  }

  function itemOf(page, words) {
    const section = sectionOf(page, words);
    const { id, heading } = page.sections[section];
    const item = element('li');
    const link = element('a', 'hit');
    link.href = new URL(page.file + (id ? `#${encodeURIComponent(id)}` : ''), root);
    const title = element('span', 'hit-title');
    appendMarked(title, page.title, placesOf(page.title, words));
    link.append(title);
    if (heading) {
      const under = element('span', 'hit-heading');
      appendMarked(under, heading, placesOf(heading, words));
      link.append(under);
    }
    if (page.text) {
      const context = element('span', 'hit-text');
      appendContext(context, blockOf(page, section, words), words);
      link.append(context);
    }
    item.append(link);
    return item;
  }

  function say(status, hits, words) {
    if (words.length === 0) status.textContent = '';
    else if (hits.length > 0) status.textContent = `${hits.length}件見つかりました`;
    else status.textContent = isBusy() ? '探しています' : '見つかりませんでした。別の言葉でお試しください。';
  }

  /* Shows what `typed` finds in `list`, at most `limit` pages, and says how many in `status`. */
  function show(typed, list, status, limit) {
    const words = wordsOf(typed);
    const hits = find(words);
    list.setAttribute('aria-busy', isBusy());
    list.replaceChildren(...hits.slice(0, limit).map((hit) => itemOf(hit.page, words)));
    say(status, hits, words);
    return hits.length;
  }

  /* ---- the box in the head of every page ---- */

  /* Up and down go through the hits, Escape closes. */
  function moveIn(form, panel, close) {
    form.addEventListener('keydown', (event) => {
      if (event.isComposing) return; /* the keys belong to the input method */
      if (event.key === 'Escape') close();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || panel.hidden) return;
      const stops = [form.elements.q, ...panel.querySelectorAll('a')];
      const next = stops.indexOf(document.activeElement) + step;
      if (next >= 0 && next < stops.length) stops[next].focus();
      event.preventDefault();
    });
  }

  function setUpBox(form) {
    const input = form.elements.q;
    const panel = form.querySelector('.hits');
    const list = panel.querySelector('ol');
    const status = panel.querySelector('[role=status]');
    const all = panel.querySelector('.hits-all');
    const refresh = () => {
      const typed = input.value;
      panel.hidden = wordsOf(typed).length === 0;
      const count = show(typed, list, status, SHOWN_IN_PANEL);
      all.hidden = count <= SHOWN_IN_PANEL;
      all.querySelector('a').href = new URL(`search.html?q=${encodeURIComponent(typed)}`, root);
    };
    const close = () => {
      input.focus(); /* shows the hits again when it was not in the box */
      panel.hidden = true;
    };
    form.hidden = false;
    input.addEventListener('focus', start);
    input.addEventListener('pointerenter', start);
    /* Also while an input method composes: its kana are text like any other. */
    input.addEventListener('input', () => {
      start();
      refresh();
    });
    input.addEventListener('compositionend', refresh);
    form.addEventListener('focusout', (event) => {
      if (!form.contains(event.relatedTarget)) panel.hidden = true;
    });
    input.addEventListener('focus', () => {
      if (input.value) refresh();
    });
    listeners.push(() => {
      if (document.activeElement === input || form.contains(document.activeElement)) refresh();
    });
    moveIn(form, panel, close);
  }

  /* ---- search.html: the same with all hits, and the words in the address ---- */

  function setUpPage(main) {
    const form = main.querySelector('form');
    const list = main.querySelector('ol');
    const status = main.querySelector('[role=status]');
    const input = form.elements.q;
    const refresh = () => show(input.value, list, status, SHOWN_ON_PAGE);
    form.hidden = false;
    input.value = new URLSearchParams(window.location.search).get('q') || '';
    input.addEventListener('input', refresh);
    input.addEventListener('compositionend', refresh);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      window.history.replaceState(null, '', `?q=${encodeURIComponent(input.value)}`);
      refresh();
    });
    listeners.push(refresh);
    start();
    input.focus();
  }

  document.querySelectorAll('form.search-box').forEach(setUpBox);
  document.querySelectorAll('.search-page').forEach(setUpPage);
})();
