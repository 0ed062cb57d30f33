/** What stands for a control where none was pressed: a script's request, or an address that is opened. */
import type { Purpose } from '../event/event.ts';
import { WHOLE } from './deleting.ts';
import { short } from './digest.ts';

export const targetOf = (role: 'script' | 'address', purpose: Purpose, by: string = purpose) => ({
  role,
  purpose,
  fingerprint: short(by),
  ...(purpose === 'delete' ? { name: WHOLE } : {}),
});
