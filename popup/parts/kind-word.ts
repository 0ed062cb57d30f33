/** What kind of action, in a person's words; several kinds share one. */
import type { GrantRow } from '../../src/protocol/question.ts';
import type { Key } from '../words.ts';

type Kind = GrantRow['kind'];

const KINDS: Partial<Record<Kind, Key>> = {
  navigate: 'kindOpen',
  open: 'kindOpen',
  click: 'kindPress',
  select: 'kindPress',
  type: 'kindEnter',
  paste: 'kindEnter',
  drag: 'kindEnter',
  submit: 'kindSend',
  message: 'kindSend',
  upload: 'kindUpload',
};

export const kindWord = (kind: Kind): Key => KINDS[kind] ?? 'kindOther';
