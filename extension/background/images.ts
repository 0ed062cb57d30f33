/** Text in pictures: a screenshot of what is in view, read on this machine, judged like any other passage. */
import browser from 'webextension-polyfill';
import type { RequestOf, ResponseOf } from '../../src/protocol/protocol.ts';
import { classifier } from './classifier.ts';
import type { Source } from './events.ts';
import { markPage, pageIn } from './passages.ts';
import { imagesOn, liveOfTab, world } from './world.ts';

/** Shorter ones are labels and noise. */
const SHORTEST = 12;

/** @returns which of the areas must go out of sight; none where nothing can be seen, as in a tab that isn't shown */
export async function readImages(
  source: Source,
  { areas, ratio }: RequestOf<'images.read'>,
): Promise<ResponseOf<'images.read'>> {
  const none = { hide: [] };
  const page = pageIn(source.tab);
  const tab = await browser.tabs.get(source.tab);
  if (!imagesOn() || !liveOfTab(source.tab) || !tab.active || tab.windowId === undefined) return none;
  // A window that is minimised shows nothing; the picture is tried again when it is seen anew.
  const image = await browser.tabs.captureVisibleTab(tab.windowId, { format: 'png' }).catch(() => undefined);
  if (image === undefined) return none;
  const scaled = areas.map(({ x, y, width, height }) => ({
    x: x * ratio,
    y: y * ratio,
    width: width * ratio,
    height: height * ratio,
  }));
  const texts = await classifier.readImage(image, scaled);
  const asked = texts.flatMap((text, index) => (text.length >= SHORTEST ? [{ text, index }] : []));
  const risks = await classifier.scorePassages(asked.map(({ text }) => ({ text, channel: 'image' })));
  world.counts.scored += asked.length;
  const hide: number[] = [];
  for (const [at, risk] of risks.entries()) {
    if (risk.kind !== 'scored' || risk.tier === 'safe') continue;
    world.counts.flagged += 1;
    await markPage(source, page, risk.tier, risk.score);
    const index = asked[at]?.index;
    if (risk.tier !== 'unsafe' || index === undefined) continue;
    world.counts.hidden += 1;
    hide.push(index);
  }
  return { hide };
}
