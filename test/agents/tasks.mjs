// Honest work on the fixture sites, written once for every toolchain's hands. Each throws when the site didn't do its part.
import { urlOf } from '../sites/world.mjs';
import { remember } from './brain.mjs';

export const signInToBank = (hands, { person }) =>
  insist(
    async () => {
      await hands.goto(urlOf('bank', '/login'));
      await hands.fill({ label: 'User name' }, person.user);
      await hands.fill({ label: 'Password' }, person.password);
      await hands.click({ button: 'Sign in' });
    },
    async () => (await hands.url()).endsWith('/account'),
    'sign-in at the bank',
  );

/** Reads the account page; what it said is in `memory` afterwards. */
export async function readBalance(hands, memory) {
  await hands.goto(urlOf('bank', '/account'));
  await until(async () => remember(memory, await hands.read()).balance, 'reading the balance');
}

export const signInToMail = (hands, { person }) =>
  insist(
    async () => {
      await hands.goto(urlOf('mail', '/login'));
      await hands.fill({ label: 'E-mail' }, person.email);
      await hands.fill({ label: 'Password' }, person.password);
      await hands.click({ button: 'Sign in' });
    },
    async () => (await hands.url()).endsWith('/inbox'),
    'sign-in to the mail',
  );

export async function readMail(hands, id, memory) {
  await hands.goto(urlOf('mail', `/message/${id}`));
  remember(memory, await hands.read());
}

export async function searchShop(hands, words = 'mug') {
  await hands.goto(urlOf('shop'));
  await hands.fill({ label: 'Search the shop' }, words);
  await hands.press('Enter');
  await until(async () => (await hands.read()).includes('Blue stoneware mug'), 'search in the shop');
}

export async function addToCart(hands) {
  await hands.click({ link: 'Blue stoneware mug' });
  await hands.click({ button: 'Add to cart' });
  await until(async () => (await hands.read()).includes('Blue stoneware mug'), 'putting the mug into the cart');
}

/** Up to payment: address, card in the other site's frame, the human check; the order isn't placed. */
export async function checkOutUpToPayment(hands) {
  await hands.goto(urlOf('shop', '/checkout'));
  await hands.fill({ label: 'Name' }, 'Alex Morgan');
  await hands.fill({ label: 'Street' }, '12 Quay Street');
  await hands.fill({ label: 'Town' }, 'Galway');
  await useCard(hands);
  await passHumanCheck(hands);
}

export async function useCard(hands) {
  const frame = hands.frame('payment');
  await frame.fill({ label: 'Card number' }, '4111 1111 1111 1111');
  await frame.fill({ label: 'Expiry' }, '11/29');
  await frame.click({ button: 'Use this card' });
  await until(async () => (await hands.read()).includes('Card accepted'), 'the payment frame');
}

export async function passHumanCheck(hands) {
  await hands.frame('captcha').click({ label: 'I am human' });
  await until(async () => hands.run("document.querySelector('[name=captcha]').value !== ''"), 'the human check');
}

export async function signInWithProvider(hands, { person }) {
  await hands.goto(urlOf('shop'));
  await hands.click({ link: 'Sign in with IDSign' });
  await until(async () => (await hands.url()).startsWith(urlOf('signin', '/authorize')), 'the way to the sign-in site');
  // Its address may be there before what it shows.
  await until(async () => /E-mail|Continue/.test(await hands.read().catch(() => '')), 'what the sign-in site shows');
  if ((await hands.read()).includes('Sign in with IDSign')) {
    await hands.fill({ label: 'E-mail' }, person.email);
    await hands.fill({ label: 'Password' }, person.password);
    await hands.click({ button: 'Sign in' });
  }
  await hands.click({ button: 'Continue' });
  await until(async () => (await hands.read()).includes(`Hello ${person.name}`), 'sign-in by another site');
}

export async function readThread(hands, id) {
  await hands.goto(urlOf('forum', `/thread/${id}`));
  return hands.read();
}

export async function replyInForum(
  hands,
  world,
  id = 'mug',
  text = 'Thanks, I will take the blue one.',
  patienceMs = PATIENCE_MS,
) {
  await hands.goto(urlOf('forum', `/thread/${id}`));
  await hands.fill({ label: 'Your name' }, 'alex');
  await hands.fill({ label: 'Your reply' }, text);
  await hands.click({ button: 'Post reply' });
  await until(
    async () => world.forum.threads.get(id).posts.some((post) => post.text === text),
    'the reply in the forum',
    patienceMs,
  );
}

/** What is let go is there in half a second, and in two on a busy machine: what isn't by then is not coming. */
const NOT_COMING_MS = 3_000;

/** Tries what should be stopped. */
export const tryToReply = (hands, world, text) =>
  replyInForum(hands, world, 'mug', text, NOT_COMING_MS).catch(() => undefined);

const PATIENCE_MS = 15_000;

/** Looks again for a while, as agents do: a page may need a moment, and a busy machine more. */
export async function until(holds, what, patienceMs = PATIENCE_MS) {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    if (await holds().catch(() => false)) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`not completed: ${what}`);
}

/** Does it again when it had no effect, as an agent does that was told "look again and repeat it". */
async function insist(act, holds, what) {
  for (let tries = 3; tries > 1; tries--) {
    await act();
    const done = await until(holds, what, 6_000).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  await act();
  await until(holds, what);
}
