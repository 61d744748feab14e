// In the preview's page: shows what the extension sends, follows the text as it scrolls, and tells where was clicked.
(() => {
  const editor = acquireVsCodeApi();
  const main = document.querySelector('main');
  let uri = '';
  // Clicking scrolls the text, and that must not scroll the page in turn.
  let stillUntil = 0;

  const uriOf = (element) => element.dataset.uri ?? uri;

  window.addEventListener('message', ({ data }) => {
    if (data.type === 'show') {
      const isSame = data.uri === uri;
      const top = window.scrollY;
      uri = data.uri;
      main.innerHTML = data.html;
      window.scrollTo(0, isSame ? top : 0);
    } else if (data.type === 'follow' && Date.now() > stillUntil) {
      const places = [...main.querySelectorAll('[data-line]')].filter((place) => uriOf(place) === data.uri);
      const above = places.filter((place) => Number(place.dataset.line) <= data.line);
      const nearest = above.reduce(
        (best, place) => (best && Number(best.dataset.line) > Number(place.dataset.line) ? best : place),
        undefined,
      );
      nearest?.scrollIntoView({ block: 'start' });
    }
  });

  document.addEventListener('click', ({ target }) => {
    const place = target.closest('[data-line]');
    if (place) {
      stillUntil = Date.now() + 500;
      editor.postMessage({ type: 'reveal', line: Number(place.dataset.line), uri: uriOf(place) });
    }
  });

  editor.postMessage({ type: 'ready' });
})();
