/** The worker that holds the model: opens it, says what became of that, and answers questions. */
import { type Classifier, createClassifier, silent } from '../../src/classify/classifier.ts';
import { openModel } from '../../src/classify/manifest.ts';
import { backends, type Choice, packaged, titleOf } from './backends.ts';
import { type Answer, Request, type Status } from './messages.ts';
import { queueFor } from './queue.ts';

// Threads of the engine load this file too; they must not start a second classifier.
if (!self.name.startsWith('em-pthread')) start();

function start(): void {
  const base = new URL('../', self.location.href).href;
  const say = (answer: Answer) => self.postMessage(answer);
  let model: string | undefined;
  const classifier = load(base, choiceOf(self.location.hash), (title) => {
    model = title;
  });
  const queue = queueFor(classifier);
  const status = (now: Classifier): Status => ({
    kind: 'status',
    state: now.backend === undefined ? 'unavailable' : 'ready',
    ...(now.backend === undefined ? {} : { backend: now.backend }),
    ...(now.cause === undefined ? {} : { cause: now.cause }),
    ...(model === undefined ? {} : { model }),
  });
  void classifier.then((now) => say(status(now)));
  self.addEventListener('message', (event: MessageEvent<unknown>) => {
    const request = Request.safeParse(event.data);
    if (!request.success) return;
    queue.ask(request.data, (answer) => {
      say(answer);
      // A GPU may have been lost meanwhile: the state is told with the answer that shows it.
      if (answer.kind !== 'scored') void classifier.then((now) => say(status(now)));
    });
  });
}

async function load(base: string, choice: Choice, named: (title: string) => void): Promise<Classifier> {
  try {
    const opened = await openModel(packaged(base));
    if (opened.kind === 'unavailable') return silent(opened.cause);
    named(titleOf(opened.assets));
    return await createClassifier(opened.assets, await backends(base, choice));
  } catch (error) {
    return silent(error instanceof Error ? error.message.slice(0, 200) : 'failed to load');
  }
}

function choiceOf(hash: string): Choice {
  return hash === '#webgpu' ? 'webgpu' : hash === '#wasm' ? 'wasm' : 'auto';
}
