import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { actionLine } from '../../../src/classify/action-text.ts';
import type { ActionText } from '../../../src/risk/risk.ts';

/** Written by models/train/data.py's `action_text`. */
const golden: { action: ActionText; line: string }[] = JSON.parse(
  readFileSync('test/golden/action-lines.json', 'utf8'),
);

it.each(golden)('writes the line that the model was trained on: $line', ({ action, line }) => {
  expect(actionLine(action)).toBe(line);
});
