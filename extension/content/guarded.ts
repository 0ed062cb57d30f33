/** Beside the content script, in frames where an agent is at work: what every other page needn't load. */
import { play } from '../../src/enforce/keystroke.ts';
import { type Beside, PLACE } from './beside.ts';
import { lookAtImages } from './images.ts';

(globalThis as { [PLACE]?: (beside: Beside) => void })[PLACE]?.({ play, lookAtImages });
