import { exampleSetup } from 'prosemirror-example-setup';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { offer, section } from './page.js';

const view = new EditorView(section(''), {
  state: EditorState.create({ schema, plugins: exampleSetup({ schema }) }),
});
view.dom.setAttribute('aria-label', 'Article');

offer(() => view.state.doc.toJSON());
