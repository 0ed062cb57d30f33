/** Every word a person reads comes from extension/_locales; a key that English lacks doesn't compile. */
import browser from 'webextension-polyfill';
import type english from '../extension/_locales/en/messages.json';

export type Key = keyof typeof english;

export function say(key: Key, ...values: readonly (string | number)[]): string {
  return browser.i18n.getMessage(
    key,
    values.map((value) => (typeof value === 'number' ? number(value) : value)),
  );
}

/** The language of the words in use: not the browser's, where we have no words in that one. */
export const language = (): string => say('language') || 'en';
export const direction = (): 'rtl' | 'ltr' => (say('direction') === 'rtl' ? 'rtl' : 'ltr');

export function number(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** "one, two and three" */
export function list(parts: readonly string[]): string {
  return new Intl.ListFormat(language()).format(parts);
}

/** Of 1; never rounded up to the whole. */
export function percent(share: number): string {
  return new Intl.NumberFormat(language(), { style: 'percent' }).format(Math.floor(share * 100) / 100);
}

export function clock(t: number): string {
  const isToday = new Date(t).toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'short', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(language(), style).format(t);
}

/** To the second, where the order of what happened matters. */
export function seconds(t: number): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'medium' }).format(t);
}

/** Minutes and seconds left, never below zero: `1:05`. */
export function left(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = new Intl.NumberFormat(language(), { minimumIntegerDigits: 2 });
  return `${number(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}

/** Sets language, direction and title of the page; call once, first thing. */
export function speak(title: Key): void {
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  document.title = say(title);
}
