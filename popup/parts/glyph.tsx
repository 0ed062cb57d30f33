/** Line drawings of one weight; each says nothing to a screen reader, the words beside it do. */
const PATHS = {
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 6a5.5 5.5 0 0 1 11 0',
  agent:
    'M4 6.5h8a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 12V8A1.5 1.5 0 0 1 4 6.5ZM8 6.5V3m0 0h2M6 9.5v1m4-1v1',
  shield: 'M8 1.8 13 3.6v4c0 3.2-2.1 5.5-5 6.6-2.9-1.1-5-3.4-5-6.6v-4L8 1.8Z',
  pause: 'M5.5 3.5v9m5-9v9',
  stop: 'M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4L5.4 2Z',
  warn: 'M8 2.2 14.4 13.4H1.6L8 2.2Zm0 4.3v3.2m0 1.7v.1',
  lock: 'M4 7.2h8v6.3H4V7.2Zm1.5 0V5a2.5 2.5 0 0 1 5 0v2.2',
  check: 'm3 8.5 3.3 3.3L13 4.5',
  cross: 'm4 4 8 8m0-8-8 8',
  question: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.3-1 .8-1 1.6m0 2.3v.1',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8Zm6.5 1.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z',
  key: 'M6 10a3 3 0 1 1 2.6-4.5L14 5.5V8h-1.5v1.5H10V8.5H8.6A3 3 0 0 1 6 10Zm-.5-3v.1',
  arrow: 'M2.5 8h11m-4-4 4 4-4 4',
  log: 'M4 2.5h8v11H4v-11Zm2 3h4m-4 2.5h4M6 10.500h2.500',
} as const;

export type GlyphName = keyof typeof PATHS;

export function Glyph({ of }: { of: GlyphName }) {
  return (
    <svg class={`glyph ${of === 'arrow' ? 'directed' : ''}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[of]} />
    </svg>
  );
}
