/**
 * What came of documents' requests where an agent is at work: forms that failed, files that were saved. Seen, never
 * stopped: the browser's own word for what a page could only claim.
 */
import type { WebRequest } from 'webextension-polyfill';
import { fileHash } from '../../src/enforce/digest.ts';
import { originOf, relationOf, siteOf, withoutSecrets } from '../../src/site/site.ts';
import { observe } from './facts.ts';
import { type Live, liveOfTab } from './world.ts';

const DOCUMENTS: WebRequest.ResourceType[] = ['main_frame', 'sub_frame'];
export const OUTCOMES: WebRequest.RequestFilter = {
  urls: ['http://*/*', 'https://*/*'],
  types: [...DOCUMENTS, 'other'],
};
/** Not the site's doing: the document was left, or we stopped it. */
const NO_OUTCOME = /ERR_ABORTED|BLOCKED_BY_(CLIENT|RESPONSE)/;

type Request = { tabId: number; frameId: number; url: string; method: string; type: string; initiator?: string };

/** A server has answered for a document, or for what may be saved. */
export function noteAnswer(details: WebRequest.OnHeadersReceivedDetailsType): void {
  const live = liveOfTab(details.tabId);
  if (!live) return;
  if (sends(details)) void tell(live, details, 'submit', details.statusCode >= 400 ? 'failed' : 'succeeded');
  const disposition = details.responseHeaders?.find(({ name }) => name.toLowerCase() === 'content-disposition')?.value;
  if (disposition && /^\s*attachment/i.test(disposition))
    void tell(live, details, 'download', 'dispatched', nameOf(disposition, details.url));
}

/** It was asked for, and there is no answer. */
export function noteFailure(details: WebRequest.OnErrorOccurredDetailsType): void {
  const live = liveOfTab(details.tabId);
  if (live && sends(details) && !NO_OUTCOME.test(details.error)) void tell(live, details, 'submit', 'failed');
}

const sends = ({ type, method }: Request): boolean =>
  (DOCUMENTS as string[]).includes(type) && method !== 'GET' && method !== 'HEAD';

async function tell(
  live: Live,
  request: Request,
  kind: 'submit' | 'download',
  phase: 'dispatched' | 'succeeded' | 'failed',
  file?: string,
): Promise<void> {
  const { tabId, frameId, url, initiator } = request;
  // A file is from where it lies, whoever linked there.
  const from = kind === 'submit' && initiator && initiator !== 'null' ? `${initiator}/` : url;
  const dest = { origin: originOf(url), site: siteOf(url), url: withoutSecrets(url), relation: relationOf(from, url) };
  await observe(live, { tab: tabId, frame: frameId, url: from }, kind, {
    phase,
    dest: { ...dest, method: request.method.toLowerCase() },
    ...(file === undefined ? {} : { payload: { labels: ['file'], sources: [siteOf(url)], hash: fileHash(file) } }),
  });
}

/** The file's name as its site gives it (RFC 6266), else by its address. */
function nameOf(disposition: string, url: string): string {
  const extended = /filename\*\s*=\s*[\w-]*'[^']*'([^;]+)/i.exec(disposition)?.[1]?.trim();
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition);
  return extended ?? plain?.[1] ?? plain?.[2]?.trim() ?? new URL(url).pathname.split('/').at(-1) ?? '';
}
