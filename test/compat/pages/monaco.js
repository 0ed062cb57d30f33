import * as monaco from 'monaco-editor/editor.js';
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/javascript/register.js';
import look from '../../../node_modules/monaco-editor/min/vs/editor/editor.main.css';
import { offer, section, style } from './page.js';

style(look);
// Words of the text are completed by its worker, as on every site that has it.
window.MonacoEnvironment = { getWorker: () => new Worker('/monaco-worker.js') };
section('<div id="code" data-drawn style="height:330px"></div><div id="notes" data-drawn style="height:120px"></div>');

const HARBOUR = ['harbour', 'harbourMaster', 'harpoon'];
monaco.languages.registerCompletionItemProvider('javascript', {
  provideCompletionItems(model, position) {
    const { word, startColumn, endColumn } = model.getWordUntilPosition(position);
    const range = new monaco.Range(position.lineNumber, startColumn, position.lineNumber, endColumn);
    const kind = monaco.languages.CompletionItemKind.Function;
    const known = word.startsWith('har') ? HARBOUR : [];
    return { suggestions: known.map((label) => ({ label, kind, insertText: label, range })) };
  },
});

// What comes up by itself while one types would make the end a matter of speed.
const quiet = {
  automaticLayout: true,
  minimap: { enabled: false },
  quickSuggestions: false,
  suggestOnTriggerCharacters: false,
  scrollBeyondLastLine: false,
};
const create = (id, more) => monaco.editor.create(document.getElementById(id), { ...quiet, ...more });
// It takes its text by one of two ways: the browser's EditContext, or a text area nobody sees.
const code = create('code', { value: 'const ferry = 10;\n', language: 'javascript', editContext: true });
const notes = create('notes', { value: '', language: 'plaintext', editContext: false });

const stateOf = (editor) => {
  const { searchString, isRevealed } = editor.getContribution('editor.contrib.findController').getState();
  return {
    text: editor.getValue(),
    marked: editor.getSelections().map(String),
    found: isRevealed && searchString,
  };
};

offer(() => ({ code: stateOf(code), notes: stateOf(notes) }));
