/* Sorts and filters the table of clients. Without it the table is complete, worst first. */
(function () {
  'use strict';
  var table = document.getElementById('clients');
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows); /* in the order of the page: worst first */
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var text = document.getElementById('filter-text');
  var trade = document.getElementById('filter-trade');
  var contract = document.getElementById('filter-contract');
  var state = document.getElementById('filter-state');
  var collator = new Intl.Collator('ja'); /* made once: localeCompare makes one a call */
  var sorted = { column: -1, falling: false };

  /* A cell's value: a number, or words; null for an empty cell. */
  function valueOf(row, column) {
    var cell = row.cells[column];
    var value = cell.getAttribute('data-value');
    if (value !== null) return value === '' ? null : Number(value);
    return cell.textContent.trim() || null;
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return collator.compare(a, b);
  }

  function show(order) {
    order.forEach(function (row) { body.appendChild(row); });
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
    var order = rows.map(function (row, place) {
      return { row: row, place: place, value: valueOf(row, column) };
    });
    order.sort(function (a, b) {
      if (a.value === null || b.value === null)
        return (a.value === null) - (b.value === null) || a.place - b.place;
      var difference = compare(a.value, b.value);
      return (sorted.falling ? -difference : difference) || a.place - b.place;
    });
    show(order.map(function (entry) { return entry.row; }));
  }

  function filter() {
    /* The same letter has several widths in Japanese: Ａ, A. */
    var wanted = text.value.normalize('NFKC').toLowerCase().trim();
    var shown = 0;
    rows.forEach(function (row) {
      var words = row.textContent.normalize('NFKC').toLowerCase();
      var fits = words.indexOf(wanted) >= 0 &&
        (!trade.value || row.getAttribute('data-trade') === trade.value) &&
        (!contract.value || row.getAttribute('data-contract') === contract.value);
      row.hidden = !fits;
      if (fits) shown++;
    });
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
    show(rows);
    filter();
  });
  /* A link from the hints must find its row, whatever is filtered. */
  window.addEventListener('hashchange', function () {
    var row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden) document.getElementById('filter-reset').click();
    if (row) row.scrollIntoView();
  });
  document.getElementById('filters').hidden = false;
  filter();
})();
