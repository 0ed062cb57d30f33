/** What a signed-in page says of a person beside a word for it: a date of birth, a salary, a number that they go by. */
import { dense } from './dense.ts';
import { amountsIn, codeIn, dateForms, houseIn, idIn, keyIn, statedIn } from './personal-values.ts';
import {
  hits,
  isPersonal,
  type Label,
  LONGEST_LABEL,
  labelsIn,
  type PersonalKind,
  PLAIN_ADDRESS,
} from './personal-words.ts';

/** A label and what it is called stand in a line as short as this; no such value is longer. */
const LONGEST_LINE = 300;
/** Lines after a heading that may belong to it. */
const MOST_LINES = 12;
/** A word for what it is and a value say more together than either. */
const LEAST_TOGETHER = 10;

/** @param lines of a page as it is shown, none empty, cells of a table apart by tabs; @returns each datum as it may be written */
export function personalIn(lines: readonly string[]): string[] {
  const found: string[] = [];
  let columns: (PersonalKind | undefined)[] = [];
  const plain: string[] = [];
  let isOfPerson = false;
  for (const [at, line] of lines.entries()) {
    const cells = line.split('\t');
    if (cells.length !== columns.length) columns = [];
    for (const [i, kind] of columns.entries()) if (kind) found.push(...valuesOf(kind, cells[i]?.trim() ?? '', true));
    if (line.length > LONGEST_LINE) continue;
    const labels = labelsIn(line);
    if (cells.length > 1 && labels.length > 0)
      columns = cells.map((cell, i) => (i > 0 && isPersonal(cell) ? kindOf(cell) : undefined));
    for (const label of labels) {
      const told = beside(lines, at, label);
      found.push(...told);
      isOfPerson ||= told.length > 0 && (label.kind === 'born' || label.kind === 'number');
    }
    for (const label of hits('address', PLAIN_ADDRESS, line)) plain.push(...beside(lines, at, label));
  }
  return [...new Set(isOfPerson ? [...found, ...plain] : found)];
}

const kindOf = (cell: string): PersonalKind | undefined => labelsIn(cell)[0]?.kind;

/** Between a label and its value, where they stand in one line. */
const BETWEEN =
  /^(?:\s*\([^)]{1,30}\))?["'’\s]*(?:[:：=\t–—]|-(?=\s))\s*["']?|^\s+(?:is |was |ist |lautet |est |es )?(?=[\p{Sc}\d#])/u;

function beside(lines: readonly string[], at: number, { kind, from, to }: Label): string[] {
  const line = lines[at] ?? '';
  const rest = line.slice(to);
  const between = BETWEEN.exec(rest);
  const value = between ? rest.slice(between[0].length).trim() : '';
  if (value) {
    const first = value.split('\t')[0] ?? '';
    return [...valuesOf(kind, first, true), ...together(kind, line.slice(from, to), first)];
  }
  const isAlone = /^\W*$/u.test(rest.replace(/\([^)]*\)/, '')) && to <= LONGEST_LABEL;
  return isAlone
    ? below(kind, line.slice(from, to), /[:：]\s*$/.test(rest), lines.slice(at + 1, at + 1 + MOST_LINES))
    : [];
}

/** What stands under a label: the next line, and of a list of such values each. */
function below(kind: PersonalKind, label: string, isCalled: boolean, lines: readonly string[]): string[] {
  const [first = ''] = lines;
  const own = [...valuesOf(kind, first, isCalled), ...together(kind, label, first)];
  if (kind === 'address') return lines.slice(0, 4).flatMap((line) => valuesOf(kind, line, true));
  if (kind !== 'key' && kind !== 'money') return own;
  const end = lines.findIndex((line) => valuesOf(kind, line, true).length === 0);
  return [...own, ...lines.slice(1, end < 0 ? undefined : end).flatMap((line) => valuesOf(kind, line, true))];
}

/** @param isSaid by a sign that it is what the label names, and not the next entry of a menu */
function valuesOf(kind: PersonalKind, whole: string, isSaid: boolean): string[] {
  const text = whole.slice(0, LONGEST_LINE);
  switch (kind) {
    case 'born':
      return dateForms(text);
    case 'money':
      return amountsIn(text);
    case 'number':
      return idIn(text);
    case 'code':
      return codeIn(text);
    case 'key':
      return keyIn(text);
    case 'health':
      return statedIn(text, isSaid);
    case 'address':
      return houseIn(text);
  }
}

/** `CVC 514`, `Bonus 6,200`, `HIV test: negative`: too little by itself. */
function together(kind: PersonalKind, label: string, value: string): string[] {
  if (kind === 'address' || !(kind === 'health' || /\d/.test(value)) || value.split(' ').length > 3) return [];
  const { length } = dense(`${label}${value}`);
  return length >= LEAST_TOGETHER && length <= LONGEST_LABEL && dense(value).length >= 2 ? [`${label} ${value}`] : [];
}
