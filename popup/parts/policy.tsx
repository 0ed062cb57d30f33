/** What agents may do: a pack, each of its rules, and a policy of one's own beside it. */
import { useState } from 'preact/hooks';
import { useLive } from '../live.tsx';
import { list, say } from '../words.ts';
import { inWords, lockedWord } from './known-words.ts';
import { Problems } from './notices.tsx';
import { PackChooser } from './pack-chooser.tsx';
import { PolicyFile } from './policy-file.tsx';
import { RuleRowView } from './rule-row.tsx';

/** Below this many rules a person sees them all at a glance. */
const WORTH_SEARCHING = 8;

export function Policy() {
  const { state } = useLive();
  const { policy, managed } = state;
  return (
    <>
      {managed.state === 'present' && (
        <p class="notice plain">{say('managed', list(managed.locked.map(lockedWord)))}</p>
      )}
      {managed.state === 'invalid' && <p class="notice warn">{say('managedInvalid')}</p>}
      <Problems of={managed.problems} />
      <PackChooser />
      <Rules />
      <PolicyFile />
      {policy.problems.length > 0 && <p class="notice warn">{say('policyProblems')}</p>}
      <Problems of={policy.problems} />
    </>
  );
}

function Rules() {
  const { rules } = useLive().state.policy;
  const [wanted, setWanted] = useState('');
  const words = wanted.toLowerCase().split(/\s+/);
  const shown = rules.filter((row) =>
    words.every((word) => `${row.id} ${inWords(row.because).text}`.toLowerCase().includes(word)),
  );
  return (
    <fieldset class="rules">
      <legend>{say('rules')}</legend>
      {rules.length > WORTH_SEARCHING && (
        <input
          type="search"
          placeholder={say('findRule')}
          aria-label={say('findRule')}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {shown.map((row) => (
        <RuleRowView row={row} key={row.id} />
      ))}
      {shown.length === 0 && <p class="empty">{say(rules.length ? 'noRuleFound' : 'noRules')}</p>}
    </fieldset>
  );
}
