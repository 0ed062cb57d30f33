/** Why, and what would have been fine: the engine's own sentences, in the language it writes. */
import { say } from '../words.ts';

export function Told({ why, instead }: { why: string; instead?: string | undefined }) {
  return (
    <div class="told">
      <p dir="auto" lang="en">
        {why}
      </p>
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
