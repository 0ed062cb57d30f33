// Every toolchain that the attack suite is run by. `missing()` says why one can't run on this machine.
import { debuggerAgentHands, scriptingAgentHands } from './extension-agent.mjs';
import { firefoxHands, firefoxMissing } from './firefox.mjs';
import { mcpHands } from './mcp.mjs';
import { handMissing } from './person.mjs';
import { playwrightHands } from './playwright.mjs';
import { puppeteerHands } from './puppeteer.mjs';
import { lateCdpHands, rawCdpHands } from './raw-cdp.mjs';
import { seleniumHands, seleniumMissing } from './selenium.mjs';
import { xdotoolHands } from './xdotool.mjs';

const always = () => undefined;

export const toolchains = {
  playwright: { hands: playwrightHands, missing: always },
  puppeteer: { hands: puppeteerHands, missing: always },
  'raw-cdp': { hands: rawCdpHands, missing: always },
  'raw-cdp-late': { hands: lateCdpHands, missing: always },
  selenium: { hands: seleniumHands, missing: seleniumMissing },
  mcp: { hands: mcpHands, missing: always },
  'extension-debugger': { hands: debuggerAgentHands, missing: always },
  'extension-scripting': { hands: scriptingAgentHands, missing: always },
  firefox: { hands: firefoxHands, missing: firefoxMissing },
  xdotool: { hands: xdotoolHands, missing: handMissing },
};
