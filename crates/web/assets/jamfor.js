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
  all('[data-choices]', (group) => group.addEventListener('change', ({ target }) => {
    if (!target.checked) return;
    const alone = 'alone' in target.dataset;
    group.querySelectorAll('input').forEach((other) => {
      if (other !== target && (alone || 'alone' in other.dataset)) other.checked = false;
    });
  }));

  // Characters left, said aloud only when the reader stops writing and little is left.
  all('textarea[data-room]', (area) => {
    const words = document.getElementById(area.id + ':room');
    const aloud = document.createElement('span');
    aloud.className = 'hidden';
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
  });

  // Notices that may be put away. Focus goes to the page's content, not back to its top.
  all('[data-dismiss]', (button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      button.closest('[data-notice]').remove();
      document.getElementById('main').focus({ preventScroll: true });
    });
  });

  // Save state. What saves tells it by: document.dispatchEvent(new CustomEvent('jamfor:save',
  // { detail: { state: 'saved', at: '14.32' } })). States: unsaved, saving, saved, failed.
  const signs = {
    unsaved: 'M8 2.5a5.5 5.5 0 1 0 .01 0z',
    saving: 'M8 2.5a5.5 5.5 0 1 0 .01 0z',
    saved: 'M3 8.5l3.5 3.5L13 4.5',
    failed: 'M4 4l8 8M12 4l-8 8',
  };
  document.addEventListener('jamfor:save', ({ detail }) => {
    if (!(detail.state in signs)) return;
    all('[data-save-state]:not([data-still])', (place) => {
      place.className = 'save-state ' + detail.state;
      place.querySelector('path').setAttribute('d', signs[detail.state]);
      place.querySelector('[data-save-words]').textContent =
        place.dataset[detail.state] + (detail.at ? ' ' + detail.at : '');
    });
  });
})();
