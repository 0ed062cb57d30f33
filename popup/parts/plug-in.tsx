/** A model of one's own in place of ours: a folder from this machine, checked here, stored here, checked again at each start. */
import { useState } from 'preact/hooks';
import { forgetPlugIns, storePlugIn } from '../../extension/offscreen/plug-in-store.ts';
import { PLUG_IN_MANIFEST, readPlugIn } from '../../src/classify/plug-in.ts';
import { useLive } from '../live.tsx';
import { say } from '../words.ts';

export function PlugInModel() {
  const { state, loosen } = useLive();
  const { model, plugIn } = state;
  const remove = async (event: Event) => {
    if (await loosen(event, 'popup.plugIn', {})) await forgetPlugIns();
  };
  return (
    <section id="model" aria-labelledby="model-title">
      <h2 id="model-title">{say('model')}</h2>
      <Images />
      <fieldset class="policy-file">
        <legend>{say('plugIn')}</legend>
        <p class="dim">
          {plugIn?.fixed ? say('plugInFixed') : plugIn?.name ? say('plugInChosen', plugIn.name) : say('plugInHelp')}
        </p>
        {model.refused && <p class="notice warn">{say('plugInRefused', model.refused)}</p>}
        {!plugIn?.fixed && (
          <div class="row">
            <Folder />
            {plugIn && (
              <button type="button" disabled={!state.mayLoosen} onClick={(event) => void remove(event)}>
                {say('plugInRemove')}
              </button>
            )}
          </div>
        )}
      </fieldset>
    </section>
  );
}

function Images() {
  const { state, act, loosen } = useLive();
  const { images } = state;
  if (!images) return null;
  const set = (event: Event & { currentTarget: HTMLInputElement }) => {
    const on = event.currentTarget.checked;
    void (on ? act('popup.images', { on }) : loosen(event, 'popup.images', { on }));
  };
  return (
    <label class="row">
      <input
        type="checkbox"
        checked={images.on}
        disabled={images.fixed || (images.on && !state.mayLoosen)}
        onChange={set}
      />
      <span>
        {say('images')} <span class="dim">{say('imagesHelp')}</span>
      </span>
    </label>
  );
}

function Folder() {
  const { loosen, tell } = useLive();
  const [isReading, setReading] = useState(false);
  const choose = async (event: Event & { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    // The same folder, mended, must count as a change when it is chosen again.
    input.value = '';
    setReading(true);
    const refusal = await bringIn(files, (name, sha256) => loosen(event, 'popup.plugIn', { plugIn: { name, sha256 } }));
    if (refusal !== undefined) tell({ tone: 'bad', text: say('plugInRefused', refusal), problems: [] });
    setReading(false);
  };
  return (
    <label class="button">
      {say(isReading ? 'plugInReading' : 'plugInChoose')}
      <input
        type="file"
        class="unseen"
        disabled={isReading}
        ref={(input) => input?.setAttribute('webkitdirectory', '')}
        onChange={(event) => void choose(event)}
      />
    </label>
  );
}

/** @returns why the folder isn't taken, or nothing */
async function bringIn(
  files: readonly File[],
  choose: (name: string, sha256: string) => Promise<boolean>,
): Promise<string | undefined> {
  const byPath = new Map(files.map((file) => [file.webkitRelativePath.split('/').slice(1).join('/'), file]));
  const read = async (path: string) => {
    const file = byPath.get(path);
    if (file === undefined) throw new Error('no such file');
    return new Uint8Array(await file.arrayBuffer());
  };
  const opened = await readPlugIn(read);
  if (typeof opened === 'string') return opened;
  await storePlugIn(opened.sha256, new Map([...opened.files, [PLUG_IN_MANIFEST, await read(PLUG_IN_MANIFEST)]]));
  if (await choose(opened.manifest.name, opened.sha256)) await forgetPlugIns(opened.sha256);
  return undefined;
}
