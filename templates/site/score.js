/* score.js -- the self-check's figures, and the file of answers: no page, no storage.
 *
 * The rules are those of generator/model/score.c; tests/program/test_selfcheck.py compares both. Answers
 * are words of client files: "yes", "partly", "no", "unknown", "na". */
'use strict';

(() => {
  const FIRST_STEPS = 3;

  /* Half up, also below zero. */
  const round = (numerator, denominator) =>
    Math.floor((2 * numerator + denominator) / (2 * denominator));

  /* The points of an answer; null when the question does not enter the total. */
  function pointsOf(sheet, answer) {
    if (answer !== 'na') return sheet.points[answer];
    return sheet.not_applicable === 'full' ? sheet.points.yes : null;
  }

  function scoreOf(sheet, items) {
    const points = items.reduce((sum, item) => sum + item.points, 0);
    return items.length > 0 ? round(100 * points, items.length * sheet.points.yes) : null;
  }

  /* `answers` has one word for every question of the sheet, in its order. */
  function score(sheet, answers) {
    const counted = sheet.items
      .map((item, i) => ({ ...item, answer: answers[i], points: pointsOf(sheet, answers[i]) }))
      .filter((item) => item.points !== null);
    const total = scoreOf(sheet, counted) ?? 0;
    const urgency = (item) => (sheet.points.yes - item.points) * item.priority;
    const categories = sheet.categories.map((category) => {
      const value = scoreOf(sheet, counted.filter((item) => item.category === category.id));
      return { name: category.name, score: value, weak: value !== null && value < sheet.pass };
    });
    return {
      total,
      passed: total >= sheet.pass,
      short: Math.max(0, sheet.pass - total),
      band: sheet.bands.find((band) => total >= band.from) ?? sheet.bands.at(-1),
      categories,
      applicable: counted.length,
      notApplicable: answers.filter((answer) => answer === 'na').length,
      /* A sort keeps the order of equal ones: that of the sheet. */
      first: counted.filter((item) => item.points < sheet.points.yes)
        .sort((a, b) => urgency(b) - urgency(a)).slice(0, FIRST_STEPS),
    };
  }

  /* ---- the file of answers: a client file, see generator/model/client_schema.c ---- */

  /* A string of JSON is one of YAML, but for signs that YAML allows nowhere. */
  const quote = (text) => JSON.stringify(text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
    .replace(/[\p{Surrogate}\ufeff\ufffe\uffff]/gu, '').trim());

  /* A number as people write it: full-width, with commas, 人 or 台. NaN when it is none; null when
   * nothing is written. */
  function readNumber(text) {
    const plain = text.normalize('NFKC').replace(/[\s,、，]|[人名台]$/g, '');
    if (plain === '') return null;
    return /^\d{1,6}$/.test(plain) ? Number(plain) : NaN;
  }

  /* `firm` has the fields of the page as strings, and `id`; `reasons` the words for "na". */
  function clientFile(sheet, firm, answers, reasons) {
    const lines = ['# 自己点検のページで、会社の方がお答えになったものです。', `id: ${firm.id}`];
    const add = (indent, key, text) => {
      if (text) lines.push(`${indent}${key}: ${text}`);
    };
    const words = (text) => (text && text.trim() ? quote(text) : '');
    const number = (text) => (readNumber(text ?? '') ?? '').toString();
    add('', 'name', words(firm.name));
    add('', 'trade', firm.trade);
    add('', 'business', words(firm.business));
    add('', 'employees', number(firm.employees));
    add('', 'region', words(firm.region));
    add('', 'contact', words(firm.contact));
    lines.push('it:');
    for (const key of ['pcs', 'notebooks', 'servers']) add('  ', key, number(firm[key]));
    for (const key of ['remote_access', 'website', 'backup']) add('  ', key, firm[key]);
    lines.push('contract:', `  kind: ${firm.contract}`);
    lines.push('assessments:', `  - date: ${firm.date}`, `    sheet: ${sheet.id}`);
    add('    ', 'by', words(firm.contact));
    lines.push('    answers:');
    sheet.items.forEach((item, i) => {
      const answer = answers[i] === 'na' ? `{na: ${quote(reasons[i])}}` : answers[i];
      lines.push(`      ${item.number}: ${answer}`);
    });
    return `${lines.join('\n')}\n`;
  }

  Object.assign(window.mamorigami, { score, clientFile, readNumber });
})();
