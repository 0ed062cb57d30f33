import type { ComponentChildren } from 'preact';
import { useLive } from '../live.tsx';
import { say } from '../words.ts';
import { Glyph } from './glyph.tsx';
import { lookOf } from './guard.tsx';

/** The name of the product, of the site, and in one word how it stands. */
export function Top({ site, children }: { site: string; children?: ComponentChildren }) {
  const { state } = useLive();
  const look = lookOf(state);
  return (
    <header class="top">
      <img src="../icons/32.png" alt="" width="24" height="24" />
      <h1>{say('name')}</h1>
      {site && (
        <bdi dir="ltr" class="site dim">
          {site}
        </bdi>
      )}
      <span class={`pill ${look.tone}`}>
        <Glyph of={look.glyph} /> {say(look.name)}
      </span>
      {children}
    </header>
  );
}
