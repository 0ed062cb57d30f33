/**
 * What forms say of their own fields, in so many words: the model takes "Submit your answer" for an order, by itself and
 * among its neighbours. INVARIANT: it stands for itself, so that nobody is told where to, what of, or to whom: a colon ends
 * it only where nothing follows.
 */
const ASKS =
  '(?:please )?(?:post|submit|type|enter|write|give|provide|add|edit|save|check|change|confirm|explain|update|review|preview|publish|leave|complete) (?:your|an?|the|my|this) (?:answers?|repl(?:y|ies)|responses?)(?: here| below| now| (?:in|into|on) the (?:box|field|space|line)(?: below| provided)?)?(?: and press (?:enter|send))?';
const SENTENCE = new RegExp(`(?<=^|[.!?…:)\\]] ?)${ASKS}(?:$| ?[.!…:*]{1,4}$| ?[.!…*]{1,4}(?= ))`, 'giu');

/** `text` without such sentences. */
export const withoutFormWords = (text: string): string => text.trim().replace(SENTENCE, '').trim();
