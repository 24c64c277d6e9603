/* fold.js -- folding for search: what readers take for the same becomes the same text.
 *
 * The rules are those of generator/japanese/fold.h, sign by sign; their numbers stand below. Both
 * the pages' text and the words searched for are folded here, so that they always agree. */
'use strict';

(() => {
  /* Rule 1: marks that belong to the sign before them. */
  const isMark = (c) =>
    c >= 0x300 && (c <= 0x36f || c === 0x3099 || c === 0x309a || c === 0xff9e || c === 0xff9f);

  /* Rule 2. */
  const isUnseen = (c) =>
    (c < 0x20 && (c < 9 || c > 13)) || (c >= 0x7f && c <= 0x9f && c !== 0x85) || c === 0xad ||
    (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
    (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c === 0xfeff ||
    (c >= 0xe0100 && c <= 0xe01ef);

  /* Rule 3. */
  const isBlank = (c) =>
    c === 0x20 || (c >= 9 && c <= 13) || c === 0x85 || c === 0xa0 || c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200a) || c === 0x2028 || c === 0x2029 || c === 0x202f ||
    c === 0x205f || c === 0x3000;

  /* Rule 6. */
  const isDash = (c) =>
    c === 0x2d || c === 0x30fc || (c >= 0x2010 && c <= 0x2015) || c === 0x2212 || c === 0x2500 ||
    c === 0x2501;

  const HIRAGANA = 1;
  const KATAKANA = 2;
  const kanaOf = (c) => {
    if (c < 0x3041 || c > 0x30fe) return 0;
    if (c <= 0x3096 || c === 0x309d || c === 0x309e) return HIRAGANA;
    return (c >= 0x30a1 && c <= 0x30fa) || c >= 0x30fd ? KATAKANA : 0;
  };

  const SMALL = new Map([...'ぁあぃいぅうぇえぉおゎわゕかゖか'].map((sign, i, all) =>
    [sign.codePointAt(0), all[i | 1].codePointAt(0)]));

  /* Rules 4, 5 and 8. */
  const foldSign = (c) => {
    if (c < 0xc0) return c >= 0x41 && c <= 0x5a ? c + 0x20 : c;
    if (c <= 0xde) return c === 0xd7 ? c : c + 0x20;
    if (c === 0x301c) return 0x7e;
    if (kanaOf(c) === KATAKANA && (c < 0x30f7 || c > 0x30fa)) c -= 0x60;
    return c >= 0x3041 && c <= 0x3096 && SMALL.has(c) ? SMALL.get(c) : c;
  };

  /* Kana, kanji and ASCII are in NFKC already: nearly everything. */
  const isPlain = (c) =>
    c < 0x80 || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096) ||
    (c >= 0x30a1 && c <= 0x30fe) || c === 0x3001 || c === 0x3002;

  const sizeOf = (c) => (c > 0xffff ? 2 : 1);

  /* Rules 1 to 3: code points, and for each the units [start, end) of `text` it came from. */
  function readSigns(text, signs, starts, ends) {
    let blank = false;
    const add = (c, start, end) => {
      if (isUnseen(c)) return;
      const isAgain = blank && isBlank(c);
      blank = isBlank(c);
      if (isAgain) {
        ends[ends.length - 1] = end;
        return;
      }
      signs.push(blank ? 0x20 : c);
      starts.push(start);
      ends.push(end);
    };
    for (let i = 0; i < text.length;) {
      const start = i;
      const c = text.codePointAt(i);
      i += sizeOf(c);
      const alone = i;
      while (i < text.length && isMark(text.charCodeAt(i))) i++;
      if (i === alone && isPlain(c)) add(c, start, i);
      else for (const sign of text.slice(start, i).normalize('NFKC')) add(sign.codePointAt(0), start, i);
    }
  }

  /* Rules 4 to 8, in place; returns the number of signs left. */
  function foldSigns(signs, starts, ends) {
    let kana = 0;
    let run = 0;
    let kept = 0;
    for (let i = 0; i < signs.length; i++) {
      let c = signs[i];
      if (isDash(c)) {
        run++;
        const next = i + 1 < signs.length ? signs[i + 1] : 0;
        const goesOn = isDash(next) || kanaOf(next) === kana;
        if (kana && !goesOn && run >= 4) continue; /* rule 7 */
        c = kana ? 0x30fc : 0x2d;
      } else {
        const now = kanaOf(c);
        run = now === kana ? run + 1 : 1;
        kana = now;
        c = foldSign(c);
      }
      signs[kept] = c;
      starts[kept] = starts[i];
      ends[kept] = ends[i];
      kept++;
    }
    return kept;
  }

  /* { text, starts, ends }: the folded text, and for each of its UTF-16 units the units of the
   * source it came from. */
  function foldPlaces(text) {
    const signs = [];
    const starts = [];
    const ends = [];
    readSigns(text, signs, starts, ends);
    const count = foldSigns(signs, starts, ends);
    const folded = { text: '', starts: [], ends: [] };
    for (let i = 0; i < count; i++) {
      folded.text += String.fromCodePoint(signs[i]);
      for (let unit = sizeOf(signs[i]); unit > 0; unit--) {
        folded.starts.push(starts[i]);
        folded.ends.push(ends[i]);
      }
    }
    return folded;
  }

  window.mamorigami = { fold: (text) => foldPlaces(text).text, foldPlaces };
})();
