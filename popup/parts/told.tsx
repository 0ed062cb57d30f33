/** Why: by which rule, of whose, and after what, by the person's own clock; what would have been fine, in the words of the rule. */
import type { Reasons } from '../../src/protocol/question.ts';
import { type Key, say, seconds } from '../words.ts';

type Past = Reasons['before'][number];

export function Told({ reasons, instead }: { reasons: Reasons; instead?: string | undefined }) {
  const { rule, layer, also, before, earlier } = reasons;
  return (
    <div class="told">
      <p>
        {say(LAYERS[layer])} <code>{rule}</code>
      </p>
      {before.length > 0 && (
        <>
          <p>{say('toldBefore')}</p>
          <ul>
            {earlier > 0 && <li>{say('toldEarlier', earlier)}</li>}
            {before.map((past) => (
              <li key={`${past.t} ${past.kind} ${past.site}`}>
                <Happened of={past} />
              </li>
            ))}
          </ul>
        </>
      )}
      {also.length > 0 && (
        <p>
          {say('toldAlso')} <code>{also.join(', ')}</code>
        </p>
      )}
      {instead && (
        <p>
          <b>{say('instead')}</b>{' '}
          <span dir="auto" lang="en">
            {instead}
          </span>
        </p>
      )}
    </div>
  );
}

function Happened({ of: { kind, site, to, failed, t } }: { of: Past }) {
  return (
    <>
      <time dateTime={new Date(t).toISOString()}>{seconds(t)}</time> {say(PAST[kind])}
      {failed && ` (${say('toldFailed')})`}: <bdi dir="ltr">{site || '–'}</bdi>
      {to && (
        <>
          {' '}
          {say('to')} <bdi dir="ltr">{to}</bdi>
        </>
      )}
    </>
  );
}

const LAYERS: Record<Reasons['layer'], Key> = {
  managed: 'toldManaged',
  team: 'toldTeam',
  personal: 'toldPersonal',
  task: 'toldTask',
};

const PAST: Record<Past['kind'], Key> = {
  navigate: 'pastNavigate',
  click: 'pastClick',
  type: 'pastType',
  paste: 'pastPaste',
  select: 'pastSelect',
  drag: 'pastDrag',
  submit: 'pastSubmit',
  upload: 'pastUpload',
  download: 'pastDownload',
  request: 'pastRequest',
  'clipboard.read': 'pastClipboardRead',
  'clipboard.write': 'pastClipboardWrite',
  read: 'pastRead',
  message: 'pastMessage',
  open: 'pastOpen',
  tool: 'pastTool',
  finish: 'pastFinish',
  'page.load': 'pastRead',
  'page.risk': 'pastRisk',
  'auth.login': 'pastLogin',
  'auth.active': 'pastActive',
  'auth.failed': 'pastAuthFailed',
  'auth.logout': 'pastLogout',
  'user.approve': 'pastApprove',
  'user.deny': 'pastDeny',
  decision: 'pastDecision',
  coverage: 'pastCoverage',
  fact: 'pastFact',
};
