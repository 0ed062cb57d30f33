/** Is somebody signed in here? Judged by what the page offers; the page's claim can only make the guard stricter. */
import { isVisible, nameOf } from './target.ts';
import { SIGN_OUT } from './words.ts';
import { SIGN_OUT_ELSEWHERE } from './words-elsewhere.ts';

export type SignIn = 'active' | 'asking' | 'unclear';

export function signInState(root: ParentNode = document): SignIn {
  for (const control of root.querySelectorAll('a[href],button,[role=button],[role=menuitem],input[type=submit]')) {
    const name = nameOf(control);
    if (name.length < 40 && (SIGN_OUT.test(name) || SIGN_OUT_ELSEWHERE.test(name))) return 'active';
    const href = control.getAttribute('href') ?? '';
    if (/(^|[/?=_-])(log|sign)-?_?(out|off)([/?&#._-]|$)/i.test(href)) return 'active';
  }
  for (const form of root.querySelectorAll('form[action]'))
    if (/(^|[/?=_-])(log|sign)-?_?(out|off)([/?&#._-]|$)/i.test(form.getAttribute('action') ?? '')) return 'active';
  for (const field of root.querySelectorAll('input[type=password]')) if (isVisible(field)) return 'asking';
  return 'unclear';
}
