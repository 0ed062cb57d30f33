// What every page of the compatibility run offers to the one who drives it, with an agent's protocol or without any.

export function section(markup) {
  const main = document.createElement('main');
  main.innerHTML = markup;
  document.body.append(main);
  return main;
}

export function style(text) {
  const element = document.createElement('style');
  element.textContent = text;
  document.head.append(element);
}

/** @param state what the page has come to, as plain JSON; @param find an element by the name that the steps use */
export function offer(state, find = (name) => document.querySelector(name)) {
  window.compat = {
    state,
    /** The middle of an element in the viewport, or null while it isn't there. */
    where(name) {
      const element = find(name);
      if (!element) return null;
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return width && height ? { x: Math.round(x + width / 2), y: Math.round(y + height / 2) } : null;
    },
  };
}
