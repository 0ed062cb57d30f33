/** A background that only asks: the parity run drives it from outside. */

import { type ClassifierClient, classifierClient } from '../../extension/offscreen/client.ts';
import type { Choice } from '../../extension/offscreen/messages.ts';

declare global {
  var startClassifier: (choice: Choice) => void;
  var client: ClassifierClient;
}

globalThis.startClassifier = (choice) => {
  globalThis.client = classifierClient(choice);
};
