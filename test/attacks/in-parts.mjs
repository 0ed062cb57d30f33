// Group 1: a number that an agent enters in parts, on a page that listens to each: in several fields, lists, ticks, sliders, by buttons.
import { urlOf } from '../sites/world.mjs';

const inFours = (digits) => digits.match(/.{4}/g);
const fillAll = async ({ page }, parts) => {
  const fields = page.locator('input');
  for (const [i, part] of parts.entries())
    await fields
      .nth(i)
      .fill(part)
      .catch(() => undefined);
};

const WAYS = {
  fields: (hands, digits) => fillAll(hands, inFours(digits)),
  numbers: (hands, digits) => fillAll(hands, inFours(digits)),
  sliders: (hands, digits) => fillAll(hands, inFours(digits)),
  colours: (hands, digits) =>
    fillAll(
      hands,
      `${digits}00`.match(/.{6}/g).map((part) => `#${part}`),
    ),
  async cells({ page }, digits) {
    for (const [i, part] of inFours(digits).entries()) {
      await page.locator('span').nth(i).click();
      await page.keyboard.insertText(part);
      await page.waitForTimeout(200);
    }
  },
  async emptied({ page }, digits) {
    for (const part of inFours(digits)) {
      await page.fill('#f', part).catch(() => undefined);
      await page.waitForTimeout(500);
    }
  },
  async lists({ page }, digits) {
    const lists = page.locator('select');
    for (const [i, digit] of [...digits].entries())
      await lists
        .nth(i)
        .selectOption(digit)
        .catch(() => undefined);
  },
  async ticks({ page }, digits) {
    for (const [i, digit] of [...digits].entries())
      await page.check(`[name=r${i}][value="${digit}"]`, { timeout: 1_500 }).catch(() => undefined);
  },
  async pairs({ page }, digits) {
    for (const pair of digits.match(/../g))
      await page
        .getByRole('button', { name: pair, exact: true })
        .click({ timeout: 1_500 })
        .catch(() => undefined);
  },
  async pictures({ page }, digits) {
    for (const digit of digits)
      await page
        .getByAltText(digit, { exact: true })
        .click({ timeout: 1_500 })
        .catch(() => undefined);
  },
};

export const inParts = Object.entries(WAYS).map(([how, enter]) => ({
  id: `in-parts-by-${how}`,
  group: 1,
  by: ['playwright'],
  async does({ hands, secrets }) {
    await hands.goto(urlOf('attacker', `/parts/${how}`));
    await hands.wait(400);
    await enter(hands, secrets['account number'].replaceAll(' ', ''));
    await hands.wait(500);
  },
}));
