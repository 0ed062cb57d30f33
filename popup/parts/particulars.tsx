/**
 * What an action is about to give away. What a page or an agent wrote stands in quotation marks, in a direction and a box
 * of its own, so that it can't pass for our words.
 */
import type { Particulars, Parts, Piece, Question } from '../../src/protocol/question.ts';
import { type Key, say } from '../words.ts';

export function ReadElsewhere({ of }: { of: Particulars['read'] }) {
  return (
    <ul class="carried">
      {of.map(({ what, from }) => (
        <li key={`${what} ${from}`}>{say('pieceFrom', say(PIECES[what]), from.map(isolated).join(', '))}</li>
      ))}
    </ul>
  );
}

/** Names of sites are written left to right, whatever is around them. */
const isolated = (site: string): string => `\u2066${site}\u2069`;

const PIECES: Record<Piece, Key> = {
  password: 'dataCredential',
  code: 'dataCode',
  card: 'pieceCard',
  account: 'pieceAccount',
  identity: 'pieceIdentity',
  email: 'pieceEmail',
  phone: 'piecePhone',
  address: 'pieceAddress',
  number: 'pieceNumber',
  text: 'pieceText',
};

const OPENS: ReadonlySet<string> = new Set(['navigate', 'open']);

type GivenAwayOf = { of: Particulars; kind: Question['about']['kind'] };

export function GivenAway({ of: { control, total, address, fields, more }, kind }: GivenAwayOf) {
  return (
    <dl class="given" tabIndex={0}>
      {control && (
        <div>
          <dt>{say('givenControl')}</dt>
          <dd>
            <Quoted of={[{ text: control, marked: false }]} />
          </dd>
        </div>
      )}
      {total && (
        <div>
          <dt>{say('orderAmount')}</dt>
          <dd>
            <Quoted of={[{ text: total, marked: false }]} />
          </dd>
        </div>
      )}
      {address && (
        <div>
          <dt>{say(OPENS.has(kind) ? 'givenAddress' : 'givenRequest')}</dt>
          <dd>
            <Quoted of={address} dir="ltr" />
          </dd>
        </div>
      )}
      {fields.map(({ name, value }, at) => (
        <div key={at}>
          <dt>{name ? <Quoted of={[{ text: name, marked: false }]} /> : say('givenText')}</dt>
          <dd>
            <Quoted of={value} />
          </dd>
        </div>
      ))}
      {more > 0 && (
        <div class="dim">
          <dt>{say('givenMore', more)}</dt>
          <dd />
        </div>
      )}
    </dl>
  );
}

export function Quoted({ of, dir = 'auto' }: { of: Parts; dir?: 'auto' | 'ltr' }) {
  return (
    <bdi class="quoted">
      {say('quoteOpens')}
      <bdi dir={dir}>{of.map(({ text, marked }, at) => (marked ? <mark key={at}>{text}</mark> : text))}</bdi>
      {say('quoteCloses')}
    </bdi>
  );
}
