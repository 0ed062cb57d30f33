/** Text that a page shows by its style sheets alone: agents see it in pictures of the page and in the tree for screen readers. */
import { type PagePassage, passagesOf, piecesOf, type Reading } from './passages.ts';

const LEAST = 12;
/** So many rules are gone through in one go. */
const STRIDE = 300;

/** Passages in groups of neighbours and, where they may have changed, in style sheets; now and then none, where the caller may pause. */
export function* passagesOfPage(groups: readonly Node[][], reading: Reading): Generator<PagePassage | undefined> {
  for (const group of groups) yield* passagesOf(group, reading);
  if (!groups.flat().some((node) => node === document || /^(style|link|head)$/i.test(node.nodeName))) return;
  for (const text of textsOfStyle(document)) yield piecesOf(text, 'visible').next().value ?? undefined;
}

function* textsOfStyle(page: Document): Generator<string> {
  for (const sheet of [...page.styleSheets, ...page.adoptedStyleSheets]) yield* inRules(rulesOf(sheet), page);
}

function* inRules(rules: ArrayLike<CSSRule>, page: Document): Generator<string> {
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    if (i % STRIDE === STRIDE - 1) yield '';
    if (rule instanceof CSSStyleRule && rule.style.content) yield* textsIn(rule.style.content, page);
    if (rule instanceof CSSImportRule && rule.styleSheet) yield* inRules(rulesOf(rule.styleSheet), page);
    if (rule && 'cssRules' in rule) yield* inRules(rule.cssRules as CSSRuleList, page);
  }
}

function rulesOf(sheet: CSSStyleSheet): ArrayLike<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    // Another site's can't be read; nobody but that site wrote in it.
    return [];
  }
}

function* textsIn(content: string, page: Document): Generator<string> {
  let told = '';
  for (const [, quoted, attribute, property] of content.matchAll(PARTS)) {
    if (quoted) told += unescaped(quoted.slice(1, -1));
    if (property)
      told += getComputedStyle(page.documentElement)
        .getPropertyValue(property)
        .replace(/^\s*["']|["']\s*$/g, '');
    if (attribute)
      for (const element of page.querySelectorAll(`[${CSS.escape(attribute)}]`))
        yield* longEnough(element.getAttribute(attribute) ?? '');
  }
  yield* longEnough(told);
}

const PARTS = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|attr\(\s*([\w-]+)|var\(\s*(--[\w-]+)/gs;

const unescaped = (text: string): string =>
  text.replace(
    /\\([0-9a-f]{1,6})\s?|\\(.)/gis,
    (_, code, plain) => plain ?? String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
  );

function* longEnough(text: string): Generator<string> {
  if (text.length >= LEAST && /\s/.test(text.trim())) yield text;
}
