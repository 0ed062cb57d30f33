import { html, LitElement } from 'lit';
import { offer, section } from './page.js';

/** Components that keep their insides to themselves: closed roots, and fields that belong to the form outside. */
const roots = new Map();

class Closed extends LitElement {
  createRenderRoot() {
    const root = this.attachShadow({ mode: 'closed', delegatesFocus: true });
    roots.set(this, root);
    return root;
  }
}

class Stepper extends Closed {
  count = 0;
  step(by) {
    this.count += by;
    this.requestUpdate();
  }
  render() {
    return html`<button id="less" @click=${() => this.step(-1)}>−</button><output>${this.count}</output>
      <button id="more" @click=${() => this.step(1)}>+</button>`;
  }
}

class Field extends Closed {
  static formAssociated = true;
  own = this.attachInternals();
  render() {
    return html`<input id="inner" aria-label=${this.title} @input=${(e) => this.own.setFormValue(e.target.value)}>`;
  }
}

customElements.define('x-stepper', Stepper);
customElements.define('x-field', Field);
section(`<x-stepper id="guests"></x-stepper><x-stepper id="nights"></x-stepper>
  <form id="form" action="/saved" method="post" target="sink"><x-field id="name" name="name" title="Name on the door"></x-field>
  <x-field id="wish" name="wish" title="A wish"></x-field><button id="send">Send</button></form><iframe name="sink" title="Answer" hidden></iframe>`);

offer(
  () => ({
    counts: [...document.querySelectorAll('x-stepper')].map((e) => e.count),
    form: [...new FormData(document.getElementById('form'))],
  }),
  // `#guests >>> #more`: only the page itself sees into a closed root.
  (name) => {
    const [host, inner] = name.split(' >>> ');
    const element = document.querySelector(host);
    return inner && element ? (roots.get(element)?.querySelector(inner) ?? null) : element;
  },
);
