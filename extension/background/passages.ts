/** Passages of a page to the model and back; what an agent could have read unsafe marks the page. */
import type * as z from 'zod/mini';
import type { Passage } from '../../src/protocol/shapes.ts';
import type { PassageVerdict } from '../../src/protocol/told.ts';
import { siteOf } from '../../src/site/site.ts';
import { lookForCanaries } from './canaries.ts';
import { classifier } from './classifier.ts';
import type { Source } from './events.ts';
import { observe } from './judge.ts';
import { tellTab } from './sessions.ts';
import { liveOfTab, world } from './world.ts';

type Verdicts = PassageVerdict[];

export async function scorePassages(source: Source, passages: z.infer<typeof Passage>[]): Promise<Verdicts> {
  const reading = liveOfTab(source.tab);
  if (reading) await lookForCanaries(reading, source, passages.map(({ text }) => text).join('\n'));
  const risks = await classifier.scorePassages(passages.map(({ text, channel }) => ({ text, channel })));
  const live = liveOfTab(source.tab);
  world.counts.scored += passages.length;
  const verdicts = passages.map(({ id }, index): Verdicts[number] => {
    const risk = risks[index] ?? { kind: 'unavailable' as const, cause: 'no answer' };
    if (risk.kind === 'unavailable') return { id, tier: 'unavailable', cause: risk.cause, hide: false };
    return { id, tier: risk.tier, score: risk.score, hide: risk.tier === 'unsafe' && live !== undefined };
  });
  const worst = verdicts.some((v) => v.tier === 'unsafe')
    ? 'unsafe'
    : verdicts.some((v) => v.tier === 'controversial')
      ? 'controversial'
      : undefined;
  world.counts.flagged += verdicts.filter((v) => v.tier === 'unsafe' || v.tier === 'controversial').length;
  world.counts.hidden += verdicts.filter((v) => v.hide).length;
  if (live && worst) {
    const site = siteOf(source.url);
    const before = live.session.pageRisk[String(source.tab)];
    if (before !== 'unsafe' && before !== worst) {
      live.session.pageRisk[String(source.tab)] = worst;
      const score = Math.max(...verdicts.map((v) => v.score ?? 0));
      await observe(live, source, 'page.risk', {
        page: { trust: live.session.privateSites.includes(site) ? 'private' : 'public', risk: { tier: worst, score } },
      });
      await tellTab(source.tab);
    }
  }
  return verdicts;
}
