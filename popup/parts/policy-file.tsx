/** A policy of one's own, as JSON or YAML, in force beside the pack; and the way to take it elsewhere. */
import { useState } from 'preact/hooks';
import { send } from '../ask-background.ts';
import { useLive } from '../live.tsx';
import { saveAs } from '../save-as.ts';
import { say } from '../words.ts';

/** The protocol's own limit, in UTF-16 units; a longer file is refused here with a reason. */
const LONGEST = 10_000_000;

export function PolicyFile() {
  const { state, loosen, tell } = useLive();
  const { imported } = state.policy;
  const exported = async () => {
    const answer = await send('popup.export', {});
    if (answer.ok) saveAs(answer.value);
    else tell({ tone: 'bad', text: say('silentAction'), problems: [] });
  };
  return (
    <fieldset class="policy-file">
      <legend>{say('ownPolicy')}</legend>
      <p class="dim">{imported ? say('imported', imported) : say('importHelp')}</p>
      <div class="row">
        <ImportFile />
        <button type="button" onClick={() => void exported()}>
          {say('exportPolicy')}
        </button>
        {imported && (
          <button
            type="button"
            disabled={!state.mayLoosen}
            onClick={(event) => void loosen(event, 'popup.removeImported', {})}
          >
            {say('removeImported')}
          </button>
        )}
      </div>
      <PasteIn />
    </fieldset>
  );
}

/** A first policy of one's own can only tighten; one that replaces another may loosen. */
function useImport() {
  const { state, act, loosen, tell } = useLive();
  return async (event: Event, text: string): Promise<boolean> => {
    if (text.length > LONGEST) {
      tell({ tone: 'bad', text: say('tooLong'), problems: [] });
      return false;
    }
    const isFirst = state.policy.imported === undefined;
    const isDone = await (isFirst ? act('popup.import', { text }) : loosen(event, 'popup.import', { text }));
    if (isDone) tell({ tone: 'good', text: say('importDone'), problems: [] });
    return isDone;
  };
}

function ImportFile() {
  const { state } = useLive();
  const bringIn = useImport();
  const read = async (event: Event & { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    const text = await input.files?.[0]?.text();
    // The same file, mended, must count as a change when it is chosen again.
    input.value = '';
    if (text !== undefined) await bringIn(event, text);
  };
  return (
    <label class="button">
      {say('importPolicy')}
      <input
        type="file"
        class="unseen"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        disabled={state.policy.imported !== undefined && !state.mayLoosen}
        onChange={(event) => void read(event)}
      />
    </label>
  );
}

function PasteIn() {
  const [text, setText] = useState('');
  const bringIn = useImport();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (text.trim() && (await bringIn(event, text))) setText('');
  };
  return (
    <details>
      <summary>{say('paste')}</summary>
      <form onSubmit={(event) => void submit(event)}>
        <textarea
          rows={8}
          dir="ltr"
          spellcheck={false}
          aria-label={say('policyText')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">{say('importThis')}</button>
      </form>
    </details>
  );
}
