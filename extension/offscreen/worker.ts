/** The worker that holds the model: opens it, says what became of that, and answers questions. */
import { type Classifier, createClassifier, silent } from '../../src/classify/classifier.ts';
import { openModel } from '../../src/classify/manifest.ts';
import { type Forward, inPlaceOf, type PlugInFiles, readPlugIn, startPlugIn } from '../../src/classify/plug-in.ts';
import { backends, packaged, titleOf } from './backends.ts';
import { type Answer, type Choice, choiceOf, Request, type Status } from './messages.ts';
import { storedPlugIn } from './plug-in-store.ts';
import { queueFor } from './queue.ts';

// Threads of the engine load this file too; they must not start a second classifier.
if (!self.name.startsWith('em-pthread')) start();

function start(): void {
  const base = new URL('../', self.location.href).href;
  const say = (answer: Answer) => self.postMessage(answer);
  const { hash } = self.location;
  const plugIn = hash.split(',')[1];
  const about: { model?: string; refused?: string } = {};
  const classifier: Promise<Classifier> = load(base, choiceOf(hash), about, lost).then((shipped) =>
    withPlugIn(base, plugIn, shipped, about),
  );
  const queue = queueFor(classifier);
  const status = (now: Classifier): Status => ({
    kind: 'status',
    state: now.backend === undefined ? 'unavailable' : 'ready',
    ...(now.backend === undefined ? {} : { backend: now.backend }),
    ...(now.cause === undefined ? {} : { cause: now.cause }),
    ...about,
    ...(plugIn === undefined ? {} : { plugIn }),
  });
  const begun = classifier.then((now) => now.backend);
  /** The engine can't open a second device: this worker ends as by any error, and another one asks the open questions again. */
  async function lost(): Promise<void> {
    // A GPU that was refused at the start isn't missed.
    if ((await begun) === 'webgpu') self.reportError(new Error('the GPU was lost'));
  }
  void classifier.then((now) => say(status(now)));
  self.addEventListener('message', (event: MessageEvent<unknown>) => {
    const request = Request.safeParse(event.data);
    if (!request.success || request.data.kind === 'image') return;
    if (request.data.kind === 'rest') return queue.rest(request.data.ms);
    queue.ask(request.data, (answer) => {
      say(answer);
      // A GPU may have been lost meanwhile: the state is told with the answer that shows it.
      if (answer.kind !== 'scored') void classifier.then((now) => say(status(now)));
    });
  });
}

async function load(base: string, choice: Choice, about: { model?: string }, lost: () => void): Promise<Classifier> {
  try {
    const opened = await openModel(packaged(base));
    if (opened.kind === 'unavailable') return silent(opened.cause);
    about.model = titleOf(opened.assets);
    return await createClassifier(opened.assets, await backends(base, choice, lost));
  } catch (error) {
    return silent(error instanceof Error ? error.message.slice(0, 200) : 'failed to load');
  }
}

/** Ours goes on answering where the plug-in can't, and instead of one that is refused. */
async function withPlugIn(
  base: string,
  sha256: string | undefined,
  shipped: Classifier,
  about: { model?: string; refused?: string },
): Promise<Classifier> {
  if (sha256 === undefined) return shipped;
  const opened = await readPlugIn(storedPlugIn(sha256), sha256);
  const plugIn = typeof opened === 'string' ? opened : await startPlugIn(opened, (files) => engineFor(base, files));
  if (typeof opened === 'string' || typeof plugIn === 'string') {
    about.refused = String(typeof opened === 'string' ? opened : plugIn);
    return shipped;
  }
  about.model = `${opened.manifest.name} ${opened.manifest.version}`;
  return inPlaceOf(shipped, plugIn);
}

/** Apart from this file, so that nobody loads it who has no plug-in. */
async function engineFor(base: string, files: PlugInFiles): Promise<Forward> {
  const { openWithTransformers }: typeof import('./transformers.ts') = await import(`${base}offscreen/transformers.js`);
  return openWithTransformers(files, base);
}
