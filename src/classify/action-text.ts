/** The one line that the model reads of an action. The same as `action_text` in models/train/data.py. */
import type { ActionText } from '../risk/risk.ts';

export function actionLine(action: ActionText): string {
  const cut = (text: string) => [...text].slice(0, 200).join('');
  const where = [...(action.url ?? '').replace(/^[a-z]+:\/\//, '')].slice(0, 120).join('');
  const more = [
    ['page', action.page ?? ''],
    ['url', where],
    ['form', action.form ?? ''],
    ['near', action.nearby ?? ''],
  ] as const;
  const parts = more.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${cut(value)}`);
  return [`${action.role || 'control'}: ${cut(action.text)}`, ...parts].join(' | ');
}
