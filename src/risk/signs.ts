/**
 * Cheap signs that a passage deserves to be scored first. For order only: a filter of this kind loses one attack in ten at a
 * pass rate of 20 %, so everything is scored in the end.
 */
import type { PassageText } from './risk.ts';

const HIDDEN_CHANNELS = new Set(['hidden', 'attribute', 'comment', 'meta', 'tool']);
// What attacks talk about, in the languages that most of the web is written in. Prefixes, so that inflected forms count.
const WORDS =
  /\b(?:ignor|disregard|forget|overrid|instruct|assistant|agent|copilot|chatbot|system|prompt|password|secret|token|forward|transfer|anweisung|instrucci|instruç|istruzion|consigne|asist|assistent)|助手|指示|指令|忽略|無視|어시스턴트|지시|инструкц|ассистент|игнорир|تعليمات|مساعد|निर्देश|सहायक|\b(?:ai|llm|gpt)\b/giu;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u{e0000}-\u{e007f}]/u;
const ENCODED = /[A-Za-z0-9+/]{32,}|(?:%[0-9a-f]{2}){3,}|(?:&#x?[0-9a-f]+;){3,}/i;

/** UTF-16 units that cost about as much to read as none: many short lines aren't put before an order. */
const SHORT = 160;

/**
 * Higher comes first; 0 where nothing is suspicious. Signs by what it costs to read them, which has all of them found
 * soonest (Smith's rule): what stands in a passage with its neighbours is read alone too, for a third of the time.
 */
export function urgency(passage: PassageText): number {
  return suspicion(passage) / Math.max(SHORT, passage.text.length);
}

/** Five words. It begins where one ends: data of scripts is one long word. */
const SENTENCE = /\S(?:\s+\S+){3}\s+\S|[\u3040-\u9fff\uac00-\ud7af]{12}/;

/** Whether a text where people see none may be a sentence for an agent. */
export const speaksToAgents = (text: string): boolean => text.search(WORDS) >= 0 && SENTENCE.test(text);

/** Whether it can't wait for its turn: until it is read, nobody knows by whose words an agent acts. */
export const mayBeOrder = (passage: PassageText): boolean => suspicion(passage) >= 3;

function suspicion(passage: PassageText): number {
  const text = passage.text.slice(0, 4_000);
  const words = Math.min(4, text.match(WORDS)?.length ?? 0);
  const channel = HIDDEN_CHANNELS.has(passage.channel ?? '') ? 2 : 0;
  return words + channel + (INVISIBLE.test(text) ? 2 : 0) + (ENCODED.test(text) ? 1 : 0);
}
