/* site.js -- what is nicer with a script; everything here also works without one.
 *
 * Contents open beside the text on large screens; a word of the glossary shows its card beside the
 * word instead of at the foot of the window. */
'use strict';

(() => {
  const contents = document.querySelector('.side > details');
  const wide = window.matchMedia('(min-width: 64rem)');
  const arrange = () => {
    if (contents && wide.matches) contents.open = true;
  };
  wide.addEventListener('change', arrange);
  arrange();

  /* In a long list the current chapter may stand below what is shown. */
  const side = document.querySelector('.side');
  const current = side && side.querySelector('ol [aria-current]');
  if (current && wide.matches)
    side.scrollTop = current.offsetTop - side.offsetTop - side.clientHeight / 2;

  const CARD_GAP = 6; /* px between a word and its card */

  const card = document.createElement('div');
  card.className = 'word-card';
  card.tabIndex = -1;
  card.setAttribute('role', 'dialog');
  card.hidden = true;
  let opener = null;

  function place(word) {
    const box = word.getBoundingClientRect();
    const room = document.documentElement.clientWidth - card.offsetWidth - CARD_GAP;
    card.style.left = `${Math.max(CARD_GAP, Math.min(box.left, room)) + window.scrollX}px`;
    const below = box.bottom + CARD_GAP;
    const fits = below + card.offsetHeight <= window.innerHeight;
    const top = fits ? below : Math.max(CARD_GAP, box.top - CARD_GAP - card.offsetHeight);
    card.style.top = `${top + window.scrollY}px`;
  }

  function close() {
    if (card.hidden) return;
    card.hidden = true;
    if (opener && card.contains(document.activeElement)) opener.focus();
    opener = null;
  }

  function open(word, text) {
    card.replaceChildren(...[...text.cloneNode(true).childNodes]);
    card.querySelectorAll('.word-close').forEach((link) => link.remove());
    card.setAttribute('aria-label', word.textContent);
    word.after(card);
    card.hidden = false;
    opener = word;
    place(word);
    card.focus();
  }

  document.addEventListener('click', (event) => {
    const word = event.target.closest('a.term');
    if (!word) {
      if (!card.contains(event.target)) close();
      return;
    }
    const text = document.getElementById(decodeURIComponent(word.hash.slice(1)));
    if (!text || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (opener === word) close();
    else open(word, text);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  card.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !card.contains(event.relatedTarget) && event.relatedTarget !== opener)
      close();
  });
})();
