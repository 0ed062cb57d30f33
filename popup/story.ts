/** The session as a row of pictures: what led to what. Pure, so that it can be told without a browser. */
import type { PopupState } from '../src/protocol/shapes.ts';

type Moments = NonNullable<PopupState['moments']>;
export type MomentKind = Moments[number]['kind'] | PopupState['incidents'][number]['verdict'];
export type Step = { t: number; kind: MomentKind; site: string; times: number };

const MOST = 12;

/** Oldest first; neighbours that look alike are one step that counts them; the oldest are left out past a dozen. */
export function storyOf(state: Pick<PopupState, 'moments' | 'incidents'>): Step[] {
  const all = [
    ...(state.moments ?? []),
    ...state.incidents.map(({ t, verdict, site }) => ({ t, kind: verdict, site })),
  ];
  const steps: Step[] = [];
  for (const { t, kind, site } of all.sort((a, b) => a.t - b.t)) {
    const last = steps.at(-1);
    if (last?.kind === kind && last.site === site) last.times += 1;
    else steps.push({ t, kind, site, times: 1 });
  }
  return steps.slice(-MOST);
}
