import { expect, test } from 'vitest';
import { remembering } from '../../../extension/background/remembered.ts';
import type { PassageRisk } from '../../../src/risk/risk.ts';

const risk = (score: number): PassageRisk => ({ kind: 'scored', score, tier: 'safe', labels: [], backend: 'wasm' });

function scene() {
  const asked: string[][] = [];
  const state: { model: string | undefined } = { model: 'one' };
  const score = remembering(
    async (passages, scored) => {
      asked.push(passages.map(({ text }) => text));
      const risks = passages.map(({ text }) =>
        text === 'lost' ? ({ kind: 'unavailable', cause: 'x' } as const) : risk(text.length),
      );
      risks.forEach((r, i) => {
        scored?.(i, r);
      });
      return risks;
    },
    () => state.model,
  );
  return { asked, state, score };
}
const texts = (...all: string[]) => all.map((text) => ({ text }));

test('only what is new goes to the model, and every passage has its own answer, early and in the end', async () => {
  const { asked, score } = scene();
  await score(texts('a', 'bb'));
  const early: [number, PassageRisk][] = [];
  const risks = await score(texts('ccc', 'bb', 'dddd', 'a'), (i, r) => early.push([i, r]));
  expect(asked).toEqual([
    ['a', 'bb'],
    ['ccc', 'dddd'],
  ]);
  expect(risks).toEqual([risk(3), risk(2), risk(4), risk(1)]);
  expect(new Map(early)).toEqual(new Map(risks.map((r, i) => [i, r])));
});

test('another model is asked anew, and so is what nobody could answer', async () => {
  const { asked, state, score } = scene();
  await score(texts('a', 'lost'));
  await score(texts('a', 'lost'));
  state.model = 'two';
  await score(texts('a'));
  expect(asked).toEqual([['a', 'lost'], ['lost'], ['a']]);
});

test('where it is not known what answers, nothing is remembered', async () => {
  const { asked, state, score } = scene();
  state.model = undefined;
  await score(texts('a'));
  await score(texts('a'));
  expect(asked).toHaveLength(2);
});
