/** Put into every frame where an agent is at work, as soon as that is known. */
import { hook } from './hooks.ts';

hook();
