/** Closed lists of what a page or an error may say in a log; anything else is logged as `other`. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** WAI-ARIA 1.2, and what the observer calls elements without one of them. */
export const ROLES = set(
  'alert alertdialog application article banner button cell checkbox columnheader combobox complementary contentinfo dialog directory document feed figure form generic grid gridcell group heading img image link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status switch tab table tablist tabpanel term textbox timer toolbar tooltip tree treegrid treeitem tool',
);

export const INPUT_TYPES = set(
  'button checkbox color date datetime-local email file hidden image month number password radio range reset search select-multiple select-one submit tel text textarea time url week',
);

/** Autofill tokens of the HTML standard. */
export const AUTOFILL = set(
  'on off shipping billing home work mobile fax pager name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password current-password one-time-code organization-title organization street-address address-line1 address-line2 address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo tel tel-country-code tel-national tel-area-code tel-local tel-extension email impp webauthn',
);

export const MIMES = set(
  'text/plain text/html text/css text/csv text/markdown text/javascript application/json application/xml application/pdf application/zip application/gzip application/javascript application/octet-stream application/x-www-form-urlencoded application/msword application/vnd.ms-excel application/vnd.openxmlformats-officedocument.wordprocessingml.document application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/x-msdownload application/x-apple-diskimage application/x-debian-package multipart/form-data image/png image/jpeg image/gif image/webp image/svg+xml audio/mpeg video/mp4 video/webm',
);

/** Causes of degraded coverage or a missing score, as the code spells them; never a caught message. */
export const CAUSES: ReadonlySet<string> = new Set([
  'no answer',
  'not read',
  'no window',
  'no text',
  'loading',
  'missing',
  'corrupt',
  'closed-shadow',
  'closed-root',
  'unseen-page',
  'the graph gives no action risk',
  'the network rules could not be set',
  'a question could not be shown in a window of its own',
]);
