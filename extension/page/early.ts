/**
 * In every frame that begins while an agent is at work somewhere, before the page's own scripts. It does nothing where the
 * document didn't come through the wall, nor in a frame without an address of its own that isn't in such a document.
 */
import { isWalled } from '../../src/enforce/barrier.ts';
import { hook, isHooked } from './hooks.ts';

if (isWalled() || isHooked(parent)) hook();
