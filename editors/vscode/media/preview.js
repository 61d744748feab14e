// In the preview's page: shows what the extension sends, follows the text as it scrolls, and tells where was clicked.
(() => {
  const editor = acquireVsCodeApi();
  const main = document.querySelector('main');
  let uri = '';
  // Clicking scrolls the text, and that must not scroll the page in turn.
  let stillUntil = 0;

  // The elements that stand for a place: file, line, and the element; in the order of the page.
  let places = [];

  // The same file is written in more than one way: `%E6` and the character, `c:` and `c%3A`.
  const plain = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const placeOf = (element) => ({
    uri: plain(element.dataset.uri ?? uri),
    line: Number(element.dataset.line),
    element,
  });

  window.addEventListener('message', ({ data }) => {
    if (data.type === 'show') {
      const isSame = data.uri === uri;
      const top = window.scrollY;
      uri = data.uri;
      main.innerHTML = data.html;
      places = [...main.querySelectorAll('[data-line]')].map(placeOf);
      window.scrollTo(0, isSame ? top : 0);
    } else if (data.type === 'follow' && Date.now() > stillUntil) {
      const file = plain(data.uri);
      // Above all of them, as in the comments at the top, the first is meant.
      let nearest = places.find((place) => place.uri === file);
      let line = 0;
      for (const place of places) {
        // Of the diagram's box and the heading, which stand for one line, the heading comes later.
        if (place.uri === file && place.line <= data.line && place.line >= line) {
          nearest = place;
          ({ line } = place);
        }
      }
      // Upwards and downwards only: a wide table stays where it was moved to.
      const left = window.scrollX;
      nearest?.element.scrollIntoView({ block: 'start' });
      window.scrollTo(left, window.scrollY);
    }
  });

  document.addEventListener('click', ({ target }) => {
    const place = target.closest('[data-line]');
    if (place) {
      stillUntil = Date.now() + 500;
      editor.postMessage({ type: 'reveal', line: Number(place.dataset.line), uri: place.dataset.uri ?? uri });
    }
  });

  editor.postMessage({ type: 'ready' });
})();
