/* reload.js -- only in the preview: loads the page again when it was built anew, and shows what was
 * wrong with the last build above the page, which is of the last good one. */
'use strict';

(() => {
  const RETRY_MS = 1000; /* the preview may have been ended and started again */
  const pages = Number(document.currentScript.dataset.pages);
  const panel = document.createElement('aside');
  panel.className = 'serve-report';
  panel.setAttribute('role', 'status');

  /* Texts come from authors' files: they are never read as HTML. */
  function show(state) {
    panel.replaceChildren();
    panel.classList.toggle('serve-failed', !state.good);
    if (state.report) {
      const details = document.createElement('details');
      const summary = document.createElement('summary');
      const report = document.createElement('pre');
      details.open = !state.good;
      summary.textContent = state.good
        ? 'お知らせがあります' : 'まちがいがあり、作り直せませんでした（この下は前にできたものです）';
      report.textContent = state.report;
      details.append(summary, report);
      panel.append(details);
    }
    document.body.prepend(panel);
  }

  async function follow() {
    for (let seen = 0; ;) {
      try {
        const answer = await fetch(`/.mamorigami/wait?seen=${seen}`, { cache: 'no-store' });
        const state = await answer.json();
        if (state.pages !== pages) {
          window.location.reload();
          return;
        }
        if (state.number !== seen) show(state);
        seen = state.number;
      } catch {
        await new Promise((done) => setTimeout(done, RETRY_MS));
      }
    }
  }
  follow();
})();
