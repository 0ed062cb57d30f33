/** Addresses that a page only names, and the browser itself asks, past all network rules: of federated sign-in and of a payment. */
import { held, isLookedThrough, wrap, wrapConstructor } from './asking.ts';

type Provider = { configURL?: unknown };
type Asked = { identity?: { providers?: Provider[] } };
type Method = { supportedMethods?: unknown };

export function hookNamedPlaces(): void {
  if (window.CredentialsContainer) hookSignIn();
  if (window.PaymentRequest) hookPayment();
}

/** @returns nothing where all may be asked at once, else why not, or undefined */
export function heldAll(urls: readonly unknown[], more = ''): Promise<string | undefined> | undefined {
  const open = urls.flatMap((url) => held(String(url), more, '', true) ?? []);
  return open.length > 0 ? Promise.all(open).then((answers) => answers.find(Boolean)) : undefined;
}

function hookSignIn(): void {
  wrap(CredentialsContainer.prototype, 'get', (goOn, _, [options]: [Asked?]) => {
    const { providers } = options?.identity ?? {};
    if (!Array.isArray(providers) || !isLookedThrough()) return goOn();
    // As they are now: what a script changes of them meanwhile wasn't judged.
    const named = providers.map((provider) => ({ ...provider }));
    const asked = { ...options, identity: { ...options?.identity, providers: named } };
    const stopped = heldAll(
      named.map(({ configURL }) => configURL),
      JSON.stringify(named),
    );
    return stopped === undefined
      ? goOn(asked)
      : stopped.then((refusal) => {
          if (refusal) throw new DOMException(refusal, 'NotAllowedError');
          return goOn(asked);
        });
  });
}

/** A method that nobody has: a page that hears so offers its other ways to pay. */
const NONE = { supportedMethods: 'none' };

/** The browser asks the addresses of payment methods as the request is made, and can't be kept waiting. */
function hookPayment(): void {
  const goes = new Set<string>();
  const mayBeAsked = (url: string): boolean => {
    if (!URL.canParse(url) || !isLookedThrough() || goes.has(url)) return true;
    const stopped = held(url, '', '', true);
    // Asked again after that, it goes.
    void stopped?.then((refusal) => refusal || goes.add(url));
    return !stopped;
  };
  wrapConstructor('PaymentRequest', (make, args) => {
    if (!Array.isArray(args[0])) return make();
    // As they are now, as above.
    const methods = (args[0] as Method[]).map((method) => ({ ...method }));
    args[0] = methods.map((method) => (mayBeAsked(String(method.supportedMethods)) ? method : NONE));
    return make();
  });
}
