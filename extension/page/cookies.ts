/** Cookies that a script sets: the browser hands them to its site with whatever is asked there next. */
import { held, isLookedThrough, wrap } from './asking.ts';

export function hookCookies(): void {
  const native = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  if (native?.set)
    Object.defineProperty(Document.prototype, 'cookie', {
      ...native,
      set: new Proxy(native.set, {
        apply: (target, self, args: [unknown]) => {
          const goOn = () => Reflect.apply(target, self, args);
          const stopped = heldCookie(String(args[0]));
          if (!stopped) goOn();
          else void stopped.then((refusal) => refusal || goOn());
        },
      }),
    });
  if (window.CookieStore)
    wrap(CookieStore.prototype, 'set', (goOn, _, args: [string | CookieInit, string?]) => {
      const [named] = args;
      // As it is now: what a script changes of it meanwhile wasn't judged.
      const cookie = typeof named === 'object' ? { ...named } : named;
      const { name, value, path } = typeof cookie === 'object' ? cookie : { name: cookie, value: args[1], path: '' };
      const set = () => (typeof cookie === 'object' ? goOn(cookie) : goOn());
      const stopped = heldCookie([name, value, path].join('\n'));
      return stopped
        ? stopped.then((refusal) => {
            if (refusal) throw new TypeError(refusal);
            return set();
          })
        : set();
    });
}

const heldCookie = (text: string) => (isLookedThrough() ? held('', text) : undefined);
