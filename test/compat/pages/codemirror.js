import { basicSetup, EditorView } from 'codemirror';
import { offer, section } from './page.js';

const view = new EditorView({ doc: 'const ferry = 10;\n', extensions: [basicSetup], parent: section('') });

offer(() => ({ text: view.state.doc.toString(), selection: view.state.selection.toJSON() }));
