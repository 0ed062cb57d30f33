import { useState } from 'preact/hooks';
import type { RuleRow } from '../../src/protocol/shapes.ts';
import { useLive } from '../live.tsx';
import { isBelowFloor, loosensRule, SETTINGS } from '../loosen.ts';
import { type Key, say } from '../words.ts';
import { Glyph } from './glyph.tsx';
import { inWords } from './known-words.ts';

type Setting = (typeof SETTINGS)[number];
const SETTING_WORDS: Record<Setting, Key> = {
  default: 'setDefault',
  off: 'setOff',
  log: 'setLog',
  ask: 'setAsk',
  block: 'setBlock',
};
export const VERDICT_WORDS: Record<RuleRow['verdict'], Key> = {
  off: 'setOff',
  allow: 'setOff',
  log: 'setLog',
  warn: 'setWarn',
  redact: 'setRedact',
  ask: 'setAsk',
  block: 'setBlock',
  kill: 'setKill',
};

/** One rule: what it says, the id by which policies and docs name it, and how strictly it is taken. What an organisation has fixed can't be laxer. */
export function RuleRowView({ row }: { row: RuleRow }) {
  const { state, act, loosen } = useLive();
  const [wanted, setWanted] = useState<Setting>();
  const because = inWords(row.because);
  const change = async (event: Event & { currentTarget: HTMLSelectElement }) => {
    const setting = SETTINGS.find((name) => name === event.currentTarget.value);
    if (!setting) return;
    setWanted(setting);
    const request = { rule: row.id, setting };
    await (loosensRule(row, setting) ? loosen(event, 'popup.rule', request) : act('popup.rule', request));
    setWanted(undefined);
  };
  const isShut = (setting: Setting) =>
    isBelowFloor(row, setting) || (!state.mayLoosen && setting !== 'default' && loosensRule(row, setting));
  return (
    <div class="rule">
      <div>
        <label for={`rule-${row.id}`}>
          <span dir="auto" lang={because.lang}>
            {because.text}
          </span>{' '}
          <code class="dim" dir="ltr">
            {row.id}
          </code>
        </label>
        {row.floor && (
          <p class="locked">
            <Glyph of="lock" /> {say('setByOrganisation', say(VERDICT_WORDS[row.floor]))}
          </p>
        )}
      </div>
      <select
        id={`rule-${row.id}`}
        data-verdict={row.verdict}
        value={wanted ?? row.setting}
        onChange={(event) => void change(event)}
      >
        {SETTINGS.map((setting) => (
          <option value={setting} key={setting} disabled={isShut(setting)}>
            {setting === 'default' && row.setting === 'default'
              ? say('setDefaultNow', say(VERDICT_WORDS[row.verdict]))
              : say(SETTING_WORDS[setting])}
          </option>
        ))}
      </select>
    </div>
  );
}
