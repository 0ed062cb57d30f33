/**
 * Purposes that can't be undone or that speak for the person with more than words: always the worker's to judge, and worth
 * a model's time. `publish` and `send` are none of them: the model takes what any post or message does for `high` (17 of 20
 * ordinary buttons to publish by), and a rule that reads it would ask before each reply in a forum.
 */
export const GRAVE: ReadonlySet<string> = new Set([
  'purchase',
  'payment',
  'transfer',
  'delete',
  'permission',
  'oauth-grant',
  'password-change',
]);
