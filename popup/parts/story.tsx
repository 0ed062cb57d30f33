/** Where people would rather look than read: sign-in → private page → untrusted page → stopped. */
import { useLive } from '../live.tsx';
import { type MomentKind, storyOf } from '../story.ts';
import { clock, type Key, say } from '../words.ts';
import { Glyph, type GlyphName } from './glyph.tsx';
import { INCIDENT_LOOKS } from './incidents.tsx';

const LOOKS: Record<MomentKind, { name: Key; glyph: GlyphName; tone: 'bad' | 'warn' | 'plain' }> = {
  ...INCIDENT_LOOKS,
  'handed-over': { name: 'momentHandedOver', glyph: 'agent', tone: 'plain' },
  'sign-in': { name: 'momentSignIn', glyph: 'key', tone: 'plain' },
  'private-read': { name: 'momentPrivateRead', glyph: 'lock', tone: 'plain' },
  'untrusted-read': { name: 'momentUntrustedRead', glyph: 'eye', tone: 'plain' },
  'unsafe-page': { name: 'momentUnsafePage', glyph: 'warn', tone: 'warn' },
  approved: { name: 'momentApproved', glyph: 'check', tone: 'plain' },
  denied: { name: 'momentDenied', glyph: 'cross', tone: 'bad' },
};

/** At mount: the end of the story is what a person came for. */
const showNewest = (row: HTMLOListElement | null): void => {
  if (row) row.scrollLeft = document.documentElement.dir === 'rtl' ? -row.scrollWidth : row.scrollWidth;
};

export function Story() {
  const { state } = useLive();
  const steps = storyOf(state);
  if (steps.length < 2) return null;
  return (
    <section aria-labelledby="story">
      <h2 id="story">{say('story')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a row that scrolls must be reachable by keyboard */}
      <ol class="story" tabIndex={0} aria-labelledby="story" ref={showNewest}>
        {steps.map(({ t, kind, site, times }) => (
          <li class={LOOKS[kind].tone} key={`${t} ${kind} ${site}`}>
            <span class="dot">
              <Glyph of={LOOKS[kind].glyph} />
            </span>
            <b>{say(LOOKS[kind].name)}</b>
            <bdi dir="ltr">{site}</bdi>
            <small class="dim">{times > 1 ? `${clock(t)} ×${times}` : clock(t)}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
