/** Where the script in every frame and that of guarded frames meet: in the world that they share, which no page sees. */
import type { Player } from '../../src/enforce/behind.ts';
import type { lookAtImages } from './images.ts';

export const PLACE = Symbol.for('interlock.beside');
export type Beside = { play: Player; lookAtImages: typeof lookAtImages };
