/** The background's side of the model. Loaded on the first question; a person without an agent never pays for it. */

import type { ModelState } from '../../src/protocol/shapes.ts';
import { classifierClient } from '../offscreen/client.ts';

const client = classifierClient();
let asked = false;

export const classifier = {
  scorePassages: ((passages, scored) => {
    asked = true;
    return client.scorePassages(passages, scored);
  }) as typeof client.scorePassages,
  scoreActions: ((actions) => {
    asked = true;
    return client.scoreActions(actions);
  }) as typeof client.scoreActions,
  state(): ModelState {
    if (!asked) return { state: 'idle' };
    const { state, backend, cause, model } = client.status();
    return { state, ...(backend ? { backend } : {}), ...(cause ? { cause } : {}), ...(model ? { model } : {}) };
  },
};
