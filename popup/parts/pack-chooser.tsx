import { useState } from 'preact/hooks';
import type { PackName } from '../../src/protocol/shapes.ts';
import { useLive } from '../live.tsx';
import { isBelowManagedPack, loosensPack, PACKS } from '../loosen.ts';
import { type Key, say } from '../words.ts';
import { Glyph } from './glyph.tsx';

const WORDS: Record<PackName, { name: Key; means: Key }> = {
  watch: { name: 'packWatch', means: 'packWatchMeans' },
  balanced: { name: 'packBalanced', means: 'packBalancedMeans' },
  strict: { name: 'packStrict', means: 'packStrictMeans' },
  'read-only': { name: 'packReadOnly', means: 'packReadOnlyMeans' },
};

export function PackChooser() {
  const { state, act, loosen } = useLive();
  const [wanted, setWanted] = useState<PackName>();
  const { pack } = state.policy;
  const choose = async (event: Event, to: PackName) => {
    setWanted(to);
    await (loosensPack(pack, to) ? loosen(event, 'popup.pack', { pack: to }) : act('popup.pack', { pack: to }));
    setWanted(undefined);
  };
  return (
    <fieldset class="packs">
      <legend>{say('packs')}</legend>
      {PACKS.map((name) => {
        const isLocked = isBelowManagedPack(state.managed.pack, name);
        return (
          <label key={name} class="pack">
            <input
              type="radio"
              name="pack"
              value={name}
              aria-label={say(WORDS[name].name)}
              aria-describedby={`pack-${name}`}
              checked={(wanted ?? pack) === name}
              disabled={isLocked || (!state.mayLoosen && loosensPack(pack, name))}
              onChange={(event) => void choose(event, name)}
            />
            <span>
              <b>
                {say(WORDS[name].name)} {isLocked && <Glyph of="lock" />}
              </b>
              <span class="dim" id={`pack-${name}`}>
                {say(WORDS[name].means)} {isLocked && say('setByOrganisationShort')}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
