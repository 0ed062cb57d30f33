/** Single requests that were judged, past the rules of their site. */
import { requestRules } from '../../src/enforce/let-through.ts';
import { siteOf } from '../../src/site/site.ts';
import { updateRules } from './rules.ts';

/** Rule ids from here on are single requests': above those of fresh documents (fresh.ts). */
const REQUEST_IDS = 2_000_000_000;
const MOST_REQUESTS = 200;
/** How long a request that was let go may take to begin. */
const REQUEST_MS = 2_000;

let requests = 0;
let media = 0;
/** A film is asked for piece by piece, as it is played: by its element alone, which can say nothing more. */
const MEDIA = /\.(mp4|m4[av]|webm|ogg|og[av]|mov|mp3|aac|flac|opus|wav)(\?|$)/i;
const MOST_MEDIA = 50;

/** Lets one judged request of a page through, that its site's rules would stop. */
export async function letRequest(
  tab: number,
  from: string,
  url: string,
  method: string,
  forMs = REQUEST_MS,
): Promise<void> {
  const isMedia = MEDIA.test(url) && method === 'get';
  const id = REQUEST_IDS + (isMedia ? MOST_REQUESTS + (media++ % MOST_MEDIA) : requests++ % MOST_REQUESTS);
  await updateRules([id], requestRules(id, tab, siteOf(from), url, method));
  setTimeout(() => void updateRules([id], isMedia ? requestRules(id, tab, siteOf(from), url, 'media') : []), forMs);
}
