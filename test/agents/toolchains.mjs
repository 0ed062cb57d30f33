// Every toolchain that the attack suite is run by. `missing()` says why one can't run on this machine.
import { playwrightHands } from './playwright.mjs';
import { puppeteerHands } from './puppeteer.mjs';
import { rawCdpHands } from './raw-cdp.mjs';

const always = () => undefined;

export const toolchains = {
  playwright: { hands: playwrightHands, missing: always },
  puppeteer: { hands: puppeteerHands, missing: always },
  'raw-cdp': { hands: rawCdpHands, missing: always },
};
