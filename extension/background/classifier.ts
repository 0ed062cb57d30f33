/** The background's side of the model. Loaded on the first question; a person without an agent never pays for it. */

import type { ModelState } from '../../src/protocol/shapes.ts';
import { classifierClient } from '../offscreen/client.ts';
import { remembering } from './remembered.ts';
import { world } from './world.ts';

/** An organisation's word stands before the person's; its silence on a hash forbids plug-ins. */
export function chosenPlugIn(): string | undefined {
  const { managed, personal } = world;
  return managed.value.plugIn ? managed.value.plugIn.sha256 : personal.plugIn?.sha256;
}

const client = classifierClient('auto', chosenPlugIn);
let asked = false;
const scorePassages = remembering(client.scorePassages, modelNow);

function modelNow(): string | undefined {
  const { state, backend, model } = client.status();
  return state === 'ready' && model ? [model, backend, chosenPlugIn()].join() : undefined;
}

export const classifier = {
  scorePassages: ((passages, scored) => {
    asked = true;
    return scorePassages(passages, scored);
  }) as typeof client.scorePassages,
  scoreActions: ((actions) => {
    asked = true;
    return client.scoreActions(actions);
  }) as typeof client.scoreActions,
  readImage: client.readImage,
  rest: client.rest,
  follow: client.follow,
  close(): void {
    asked = false;
    client.close();
  },
  state(): ModelState {
    if (!asked) return { state: 'idle' };
    const { state, backend, cause, model, refused } = client.status();
    return {
      state,
      ...(backend ? { backend } : {}),
      ...(cause ? { cause } : {}),
      ...(model ? { model } : {}),
      ...(refused ? { refused } : {}),
    };
  },
};
