/**
 * A value that means nothing and is nowhere else: a person plants it in a mailbox or a document, and remembers it. Should it
 * ever go out, something read that place and sent it on. It looks like a reference number, so that no agent finds it odd.
 * @param random 16 bytes from the browser's generator; 60 bits of them are used
 */
export function canary(random: Uint8Array): string {
  const letters = Array.from(random.slice(0, 12), (byte) => ALPHABET[byte & 31]).join('');
  return `REF-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** Without I, L, O and U: nothing to misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
