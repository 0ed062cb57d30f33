/** Names of the web, for network rules. */

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
/**
 * Ends of the names that documents of the web have, so that what isn't among them is nobody's document: an empty one,
 * `data:`, a file. Rules can't say "no site" otherwise. Of a site that ends in another word the first third-party requests
 * in a new tab may be stopped until it is known whose the tab is.
 */
export const WEB =
  'com net org edu gov mil int arpa info biz name pro mobi asia tel travel jobs coop aero museum cat post app dev page web cloud online site store shop tech space website xyz top club live news blog wiki art design agency email group world today life media digital network systems solutions services company studio team work works finance bank money health care games fun link click one icu vip win bid loan men stream download example test localhost local internal lan home corp'
    .split(' ')
    .concat(LETTERS.flatMap((first) => LETTERS.map((second) => first + second)));
