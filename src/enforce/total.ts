/** What a page says is to be paid, in its own words: shown to whoever is asked about an order that names no sum, and bound to their yes. */
import type { Claim } from './claims.ts';

const TOTAL =
  /(?<!\p{L}|sub-?|sous-)(?:total|amount due|(?:amount |left )?to pay|you pay|gesamt(?:summe|betrag|preis)?|summe|zu zahlen|endbetrag|montant|à payer|importe|a pagar|totale|da pagare|totaal|te betalen|razem|do zapłaty|suma|toplam|ödenecek|summa|att betala|celkem|итого|к оплате|всего)(?!\p{L})|合計|お支払い|总计|總計|合计|应付|합계|총액|الإجمالي|المجموع|סה["״]כ|לתשלום/iu;
const CURRENCY =
  '(?:\\p{Sc}|(?!\\d)[A-Z]{3}(?!\\p{L})|US\\$|R\\$|zł|kr(?!\\p{L})|Kč|Ft|lei|円|元|원|TL(?!\\p{L})|руб|د\\.إ|ر\\.س)';
const NUMBER = "\\d[\\d.,'’\\u00a0 ]{0,14}";
const UP_TO_SUM = new RegExp(`^.{0,50}?(?:${CURRENCY}\\s?${NUMBER}|${NUMBER}\\s?${CURRENCY})`, 'u');
const MOST_TEXT = 20_000;
const ORDERS: ReadonlySet<string> = new Set(['purchase', 'payment', 'transfer']);

/** Completes `claim` in place, before it is judged. */
export function sayWhatItComesTo(claim: Claim): void {
  const { target, order } = claim;
  if (!ORDERS.has(target?.purpose ?? '') || order?.amount !== undefined || target?.role === 'script') return;
  // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown is no total
  const total = totalIn(document.body?.innerText ?? '');
  if (total) claim.total = total;
}

/** The last of a page's totals up to its sum, the line below it among them; nothing where it names none. */
export function totalIn(shown: string): string | undefined {
  const lines = shown
    .slice(-MOST_TEXT)
    .split(/[\n\t]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    const from = TOTAL.exec(line)?.index;
    const found =
      from === undefined
        ? null
        : UP_TO_SUM.exec(`${line.slice(from, from + 100)} ${(lines[at + 1] ?? '').slice(0, 40)}`);
    if (found) return found[0].trim();
  }
  return undefined;
}
