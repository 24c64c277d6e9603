/* Sorts and filters the table of clients. Without it the table is complete, worst first. */
(function () {
  'use strict';
  var table = document.getElementById('clients');
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows); /* in the order of the page: worst first */
  var order = rows;
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var text = document.getElementById('filter-text');
  var trade = document.getElementById('filter-trade');
  var contract = document.getElementById('filter-contract');
  var state = document.getElementById('filter-state');
  var collator = new Intl.Collator('ja'); /* made once: localeCompare makes one a call */
  var sorted = { column: -1, falling: false };
  var FIRST = 40; /* rows: more than a screen has */
  var MORE = 100; /* rows a frame */
  var later = []; /* rows that are not laid out yet */
  var frame = 0;

  /* A cell's value: a number, or words; null for an empty cell. */
  function valueOf(row, column) {
    var cell = row.cells[column];
    var value = cell.getAttribute('data-value');
    if (value !== null) return value === '' ? null : Number(value);
    return cell.textContent.trim() || null;
  }

  /* Read once, when they are first asked for: by column, and the words to filter by. */
  var values = [];
  function valuesOf(column) {
    if (!values[column])
      values[column] = rows.map(function (row) { return valueOf(row, column); });
    return values[column];
  }

  /* The same letter has several widths in Japanese: Ａ, A. */
  function plain(words) {
    return words.normalize('NFKC').toLowerCase().trim();
  }

  var rowWords = null;
  function wordsOf(place) {
    if (!rowWords) rowWords = rows.map(function (row) { return plain(row.textContent); });
    return rowWords[place];
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return collator.compare(a, b);
  }

  /* ---- rows come by and by: laying out 1,000 at once takes the browser half a second ---- */

  /* Columns keep the widths that all rows gave them, until the window's size changes. */
  function hold() {
    if (table.classList.contains('held')) return;
    [table].concat(heads).map(function (box) {
      return [box, box.getBoundingClientRect().width + 'px'];
    }).forEach(function (held) { held[0].style.setProperty('--held', held[1]); });
    table.classList.add('held');
  }

  window.addEventListener('resize', function () { table.classList.remove('held'); });

  /* The next `count` rows that wait. */
  function come(count) {
    later.splice(0, count).forEach(function (row) { row.classList.remove('later'); });
    cancelAnimationFrame(frame);
    if (later.length) frame = requestAnimationFrame(function () { come(MORE); });
  }

  /* Of the rows that are to be laid out anew, those behind the first screen wait for a frame. */
  function wait(anew) {
    anew.slice(FIRST).forEach(function (row) { row.classList.add('later'); });
    later = order.filter(function (row) { return row.classList.contains('later'); });
    come(0);
  }

  function show() {
    hold();
    var all = document.createDocumentFragment();
    order.forEach(function (row) { all.appendChild(row); });
    wait(order.filter(function (row) { return !row.hidden; }));
    body.appendChild(all);
    table.parentNode.scrollTop = 0;
    heads.forEach(function (head, column) {
      if (column === sorted.column)
        head.setAttribute('aria-sort', sorted.falling ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
  }

  /* Empty cells stay last in both directions; equal ones keep the order of the page. */
  function sortBy(column) {
    sorted.falling = sorted.column === column && !sorted.falling;
    sorted.column = column;
    var keys = valuesOf(column);
    var places = Array.from(rows.keys());
    places.sort(function (a, b) {
      if (keys[a] === null || keys[b] === null)
        return (keys[a] === null) - (keys[b] === null) || a - b;
      var difference = compare(keys[a], keys[b]);
      return (sorted.falling ? -difference : difference) || a - b;
    });
    order = places.map(function (place) { return rows[place]; });
    show();
  }

  function filter() {
    var wanted = plain(text.value);
    var shown = 0;
    var back = new Set();
    rows.forEach(function (row, place) {
      var fits = (!wanted || wordsOf(place).indexOf(wanted) >= 0) &&
        (!trade.value || row.getAttribute('data-trade') === trade.value) &&
        (!contract.value || row.getAttribute('data-contract') === contract.value);
      if (fits && row.hidden) back.add(row);
      row.hidden = !fits;
      if (fits) shown++;
    });
    wait(order.filter(function (row) { return back.has(row); }));
    state.textContent = rows.length + '社のうち' + shown + '社を表示しています。';
  }

  heads.forEach(function (head, column) {
    var button = document.createElement('button');
    button.type = 'button';
    while (head.firstChild) button.appendChild(head.firstChild);
    head.appendChild(button);
    button.addEventListener('click', function () { sortBy(column); });
  });
  [text, trade, contract].forEach(function (field) { field.addEventListener('input', filter); });
  document.getElementById('filter-reset').addEventListener('click', function () {
    text.value = trade.value = contract.value = '';
    sorted.column = -1;
    order = rows;
    show();
    filter();
  });
  /* A link from the hints must find its row, whatever is filtered. */
  window.addEventListener('hashchange', function () {
    var row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden) document.getElementById('filter-reset').click();
    come(later.length);
    if (row) row.scrollIntoView();
  });
  document.getElementById('filters').hidden = false;
  filter();
})();
