// What makes pages better where scripts run. Everything works without: see docs/design-system.md.
(() => {
  'use strict';
  const all = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // A page that was sent back begins at its errors.
  const errors = document.querySelector('[data-faulty] .error-summary');
  if (errors && !location.hash) errors.focus();

  // A link to a field goes into it.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.error-summary a');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const folded = field.closest('details');
    if (folded) folded.open = true;
    field.focus({ preventScroll: true });
    (field.closest('.question, .field') || field).scrollIntoView();
  });

  // An alternative that stands alone: choosing it unchooses the others, and the other way round.
  document.addEventListener('change', ({ target }) => {
    const group = target.checked && target.closest('[data-choices]');
    if (!group) return;
    const alone = 'alone' in target.dataset;
    group.querySelectorAll('input').forEach((other) => {
      if (other !== target && (alone || 'alone' in other.dataset)) other.checked = false;
    });
  });

  // Characters left, said aloud only when the reader stops writing and little is left.
  const room = (area) => {
    const words = document.getElementById(area.id + ':room');
    const aloud = document.createElement('span');
    aloud.className = 'hidden';
    aloud.dataset.made = '';
    aloud.setAttribute('aria-live', 'polite');
    words.after(aloud);
    let waiting;
    const count = () => {
      const left = Number(area.dataset.room) - [...area.value].length;
      words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace('{n}', Math.abs(left));
      words.classList.toggle('over', left < 0);
      clearTimeout(waiting);
      waiting = setTimeout(() => { aloud.textContent = left < 100 ? words.textContent : ''; }, 1000);
    };
    area.addEventListener('input', count);
    if (area.value) count();
  };
  all('textarea[data-room]', room);

  // Definitions stand open where there is room beside their question.
  const unfold = (within) => within.querySelectorAll('[data-beside]').forEach((one) => {
    const question = one.closest('.question');
    one.open = !question || getComputedStyle(question).display === 'grid';
  });
  unfold(document);

  // Notices that may be put away. Focus goes to the page's content, not back to its top.
  all('[data-dismiss]', (button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      button.closest('[data-notice]').remove();
      document.getElementById('main').focus({ preventScroll: true });
    });
  });

  // A text that is copied by a button, and said to be.
  all('[data-copies]', (button) => {
    const from = document.getElementById(button.dataset.copies);
    button.hidden = false;
    button.addEventListener('click', async () => {
      const said = button.nextElementSibling;
      said.textContent = '';
      try {
        await navigator.clipboard.writeText((from.value ?? from.textContent).trim());
        said.textContent = button.dataset.done;
      } catch {
        // Not allowed here: it is marked, to be copied by hand.
        getSelection().selectAllChildren(from);
        from.select?.();
      }
    });
  });

  // A region that is of its own time is fetched again while somebody can see it: docs/design-system.md says how.
  const live = document.querySelector('[data-live]');
  if (live) {
    const LATER = 20000;
    const again = async () => {
      if (document.hidden) return;
      let answer = null;
      let next = null;
      try {
        answer = await fetch(location.href.split('#')[0], {
          headers: { 'X-Jamfor-Live': '1' }, redirect: 'manual', signal: AbortSignal.timeout(LATER - 1000),
        });
        if (answer.ok) next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
      } catch { /* the network failed; the next time may do better */ }
      if (!next) live.querySelector('[data-live-old]').hidden = false;
      // Signed out, or not theirs any more: asking again would not help.
      if (!next && answer && (answer.status < 500 && answer.status !== 429)) clearInterval(clock);
      if (!next) return;
      const focus = live.contains(document.activeElement) && document.activeElement;
      const to = focus && focus.getAttribute('href');
      become(live, next);
      // What had the focus may stand on another row now.
      const moved = to && focus.getAttribute('href') !== to && live.querySelector(`[href="${CSS.escape(to)}"]`);
      if (moved) moved.focus({ preventScroll: true });
    };
    const clock = setInterval(again, LATER);
    document.addEventListener('visibilitychange', again);
  }

  // Makes a node what another is, part by part: what is the same stays, with its focus, where it is scrolled to, and open.
  function become(old, next) {
    if (old.isEqualNode(next)) return;
    if (old.nodeName !== next.nodeName) {
      old.replaceWith(document.importNode(next, true));
    } else if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = next.nodeValue;
    } else {
      const names = new Set([...old.getAttributeNames(), ...next.getAttributeNames()]);
      names.delete('open');
      names.forEach((name) => {
        if (next.hasAttribute(name)) old.setAttribute(name, next.getAttribute(name));
        else old.removeAttribute(name);
      });
      const parts = [...old.childNodes];
      next.childNodes.forEach((part, place) => {
        if (parts[place]) become(parts[place], part);
        else old.append(document.importNode(part, true));
      });
      parts.slice(next.childNodes.length).forEach((part) => part.remove());
    }
  }

  // Save state. What saves tells it by: document.dispatchEvent(new CustomEvent('jamfor:save',
  // { detail: { state: 'saved', at: '14.32' } })). States: see SIGNS; `words` in place of the state's own.
  const RING = 'M8 2.5a5.5 5.5 0 1 0 .01 0z';
  const CROSS = 'M4 4l8 8M12 4l-8 8';
  const SIGNS = {
    unsaved: RING, saving: RING, saved: 'M3 8.5l3.5 3.5L13 4.5', failed: CROSS, offline: CROSS, faulty: CROSS, ended: CROSS,
  };
  document.addEventListener('jamfor:save', ({ detail }) => {
    if (!(detail.state in SIGNS)) return;
    all('[data-save-state]:not([data-still])', (place) => {
      place.className = 'save-state ' + (SIGNS[detail.state] === CROSS ? 'failed' : detail.state);
      place.querySelector('path').setAttribute('d', SIGNS[detail.state]);
      const words = (detail.words || place.dataset[detail.state]) + (detail.at ? ' ' + detail.at : '');
      const said = place.querySelector('[data-save-words]');
      if (said.textContent !== words) said.textContent = words;
    });
  });

  // Autosave of a page of the questionnaire: docs/design-system.md says how.
  const form = document.querySelector('form[data-autosave]');
  if (!form) return;
  const QUIET = 1200;
  const said = document.createElement('p');
  said.className = 'hidden';
  said.setAttribute('role', 'status');
  form.after(said);
  const tell = (state, more) => document.dispatchEvent(new CustomEvent('jamfor:save', { detail: { state, ...more } }));
  const own = (name) => !/^(fact|base\..*|seen\..*|help\b.*)$/.test(name);
  const list = (fields, name) => JSON.stringify(fields.getAll(name));
  const written = () => new FormData(form);
  // What somebody wrote, without what the page carries along; what is counted with is never sent.
  const text = (fields) => JSON.stringify([...fields].filter(([name]) => own(name)));
  let clean = text(written());
  let pending = null; // what was sent and is not acknowledged: it is sent again as it was, under the same id
  let busy = false;
  let gone = false; // no save will be taken; it is tried again only when the reader comes back
  let tries = 0;
  let timer = 0;
  let late = null; // a page that waits for somebody to stop writing
  let leave = null; // a button that was pressed while something was on its way
  let left = 0; // when the page was sent, to be left: what comes of it is another page, so nothing is taken over or asked about
  const isLeft = () => left > 0 && performance.now() < left + 20000;

  // Nothing moves under a finger: what a press begins on is where it ends. Not every press is told to end.
  const PRESS = 1000;
  let pressed = 0;
  const press = (ms) => { pressed = performance.now() + ms; };
  addEventListener('pointerdown', () => press(PRESS), true);
  // What is pressed is told a moment later.
  ['pointerup', 'pointercancel'].forEach((end) => addEventListener(end, () => press(50), true));
  const released = async () => {
    while (performance.now() < pressed) await new Promise((done) => { setTimeout(done, pressed - performance.now()); });
  };

  const isDirty = () => Boolean(pending) || text(written()) !== clean;
  const soon = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };

  async function save() {
    clearTimeout(timer);
    if (busy || !isDirty()) return;
    if (!pending) {
      pending = written();
      [...pending.keys()].filter((name) => name.startsWith('help')).forEach((name) => pending.delete(name));
    }
    busy = true;
    tell('saving');
    let answer = null;
    let page = null;
    try {
      answer = await fetch(form.action, {
        method: 'POST', body: new URLSearchParams(pending), headers: { 'X-Jamfor-Autosave': '1' },
        redirect: 'manual', signal: AbortSignal.timeout(20000),
      });
      page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    } catch { /* the network failed; what was sent may have arrived all the same */ }
    await released();
    busy = false;
    const fresh = answer && page.querySelector('form[data-autosave]');
    if (fresh && (answer.status === 200 || answer.status === 422)) {
      tries = 0;
      gone = false;
      const sent = pending;
      pending = null;
      const conflicts = () => form.querySelectorAll('.conflict').length;
      const before = conflicts();
      take(page, fresh, sent);
      // Two answers are shown before anybody goes on.
      if (conflicts() > before) leave = null;
      if (answer.status === 422) tell('faulty');
      else if (isDirty()) tell('unsaved');
      else tell('saved', { at: page.querySelector('[data-save-state]')?.dataset.at });
      if (isDirty()) soon(QUIET);
    } else if (answer && answer.status >= 400 && answer.status < 500 && ![408, 429].includes(answer.status)) {
      // Signed out, closed, submitted, too large: sending it again as it is would not help.
      gone = true;
      if (answer.status === 413) pending = null;
      const why = page.querySelector('h1')?.textContent;
      tell('ended', answer.status === 401 || !why ? {} : { words: `${why}. ${form.dataset.kept}` });
    } else {
      tell(navigator.onLine ? 'failed' : 'offline');
      soon(Math.min(60000, 2000 * 2 ** tries));
      tries += 1;
    }
    if (leave) {
      const button = leave;
      leave = null;
      form.requestSubmit(button);
    }
  }

  // Takes over what the answer says, and never what somebody has written since.
  function take(page, fresh, sent) {
    const now = written();
    const since = (name) => list(now, name) !== list(sent, name);
    const isLate = text(now) !== text(sent);
    const server = new FormData(fresh);
    const id = sent.get('fact');
    const fields = (cell) => cell.endsWith('#comment') ? [cell.replace('#', '.')] : [cell, cell + '.cannot_say'];
    form.elements.fact.value = server.get('fact');
    let changed = false;
    late = null;
    page.querySelectorAll('[data-block]').forEach((next, place, blocks) => {
      const old = document.querySelector(`[data-block="${next.dataset.block}"]`);
      const cells = [...next.querySelectorAll('input[name^="base."]')];
      if (old && look(old) === look(next)) {
        for (const base of cells) {
          const here = form.elements[base.name];
          if (here.value === base.value) continue;
          const names = fields(base.name.slice(5));
          const isMine = base.value.endsWith(' ' + id);
          const isFree = !names.some(since) && !isTyping(old);
          // Another's answer comes with its ground, or not at all.
          if (!isMine && isFree) names.forEach((name) => fill(old, name, server.getAll(name)));
          if (isMine || isFree) here.value = base.value;
        }
        return;
      }
      if (old && isTyping(old)) {
        late = [page, fresh, sent];
        for (const base of cells) {
          const here = form.elements[base.name];
          if (here && base.value.endsWith(' ' + id)) here.value = base.value;
        }
        return;
      }
      for (const base of cells) {
        const names = fields(base.name.slice(5));
        if (!names.some(since)) continue;
        const here = form.elements[base.name];
        if (here && !base.value.endsWith(' ' + id)) base.value = here.value;
        names.forEach((name) => fill(next, name, now.getAll(name)));
      }
      const focus = old?.contains(document.activeElement) && document.activeElement.id;
      const open = old ? [...old.querySelectorAll('details[open] > summary')].map((one) => one.textContent) : [];
      const block = document.importNode(next, true);
      if (old) {
        keepCounting(old, block);
        old.replaceWith(block);
      } else {
        document.querySelector(`[data-block="${blocks[place - 1]?.dataset.block}"]`)?.after(block);
        unfold(block);
      }
      block.querySelectorAll('details > summary').forEach((one) => {
        if (open.includes(one.textContent)) one.parentElement.open = true;
      });
      block.querySelectorAll('textarea[data-room]').forEach(room);
      if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
      changed = true;
    });
    all('[data-block]', (old) => {
      if (page.querySelector(`[data-block="${old.dataset.block}"]`) || isTyping(old)) return;
      old.remove();
      changed = true;
    });
    if (!isLate) clean = text(written());
    document.title = page.title;
    if (changed) said.textContent = form.dataset.changed + (said.textContent === form.dataset.changed ? '\u00a0' : '');
  }

  // A calculator that somebody is in the middle of is left as it is.
  function keepCounting(old, block) {
    old.querySelectorAll('[data-keep]').forEach((one) => {
      block.querySelector(`[data-keep="${one.dataset.keep}"]`)?.replaceWith(one);
    });
  }

  function isTyping(block) {
    const here = document.activeElement;
    return block.contains(here) && here.matches('textarea, input[type=text]');
  }

  function fill(block, name, values) {
    block.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((field) => {
      if (field.matches('[type=radio], [type=checkbox]')) field.checked = values.includes(field.value);
      else if (field.matches('textarea, [type=text]')) field.value = values[0] ?? '';
    });
  }

  // How a block looks, whatever is written in it.
  function look(block) {
    const copy = block.cloneNode(true);
    copy.querySelectorAll('[data-made], [data-keep]').forEach((one) => one.remove());
    copy.querySelectorAll('input').forEach((one) => {
      one.removeAttribute('checked');
      if (one.matches('[type=hidden], [type=text]')) one.removeAttribute('value');
    });
    copy.querySelectorAll('textarea, .room').forEach((one) => { one.textContent = ''; one.classList.remove('over'); });
    copy.querySelectorAll('details').forEach((one) => one.removeAttribute('open'));
    return copy.innerHTML;
  }

  // In a calculator, Enter counts.
  form.addEventListener('keydown', (event) => {
    const helper = event.key === 'Enter' && event.target.matches('input') && event.target.closest('[data-keep]');
    if (!helper) return;
    event.preventDefault();
    helper.querySelector('button').click();
  });

  const counts = ({ target }) => target.name?.startsWith('help');
  form.addEventListener('input', (event) => {
    if (counts(event) || gone) return;
    if (!busy && tries === 0) tell('unsaved');
    if (tries === 0) soon(QUIET);
  });
  form.addEventListener('change', (event) => { if (!counts(event) && !gone && tries === 0) soon(0); });
  form.addEventListener('focusout', () => setTimeout(async () => {
    await released();
    if (late && !isLeft() && !isDirty()) take(...late);
  }));
  form.addEventListener('submit', (event) => {
    if (busy) {
      event.preventDefault();
      leave = event.submitter;
    } else if (!event.defaultPrevented) {
      clearTimeout(timer);
      clean = text(written());
      pending = null;
      left = performance.now();
    }
  });
  // Back in the browser, to the page as it was left.
  window.addEventListener('pageshow', () => { left = 0; });
  window.addEventListener('online', save);
  window.addEventListener('offline', () => { if (isDirty()) tell('offline'); });
  // Who signed in again in another tab comes back here.
  document.addEventListener('visibilitychange', () => { if (!document.hidden && gone) save(); });
  window.addEventListener('focus', () => { if (gone) save(); });
  window.addEventListener('beforeunload', (event) => { if (!isLeft() && isDirty()) event.preventDefault(); });
})();
