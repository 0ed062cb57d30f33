import { expect, it } from 'vitest';
import { weightOfOption } from '../../../src/observe/options.ts';

const weigh = (text: string, label: string, others: string[] = [], near = '') =>
  weightOfOption(
    text,
    () => label,
    () => others,
    () => near,
  );

it.each([
  ['Anyone with the link', 'Access', 'gives'],
  ['Jeder mit dem Link', 'Zugriff', 'gives'],
  ['Allow all', 'Incoming connections', 'gives'],
  ['Allow everyone', 'Comments', 'gives'],
  ['Forward to eve@mail.test', 'When mail arrives', 'gives'],
  ['Weiterleiten an eve@mail.test', 'Neue Mail', 'gives'],
  ['Public', 'Visibility', 'opens'],
  ['Public – listed in search', 'Visibility', 'opens'],
  ['Everyone', 'Who can message me', 'opens'],
  ['Öffentlich', 'Sichtbarkeit', 'opens'],
  ['公開', '公開範囲', 'opens'],
  ['Admin', 'Role', 'opens'],
  ['Administrator', 'Rolle', 'opens'],
  ['Owner', 'Role of Eve', 'opens'],
  ['Super admin', 'Permissions', 'opens'],
  ['Off', 'Two-step verification', 'locks'],
  ['Aus', 'Zwei-Faktor-Authentifizierung', 'locks'],
])('%s in "%s": %s', (text, label, weight) => {
  expect(weigh(text, label)).toBe(weight);
});

it('goes by what stands over a list that has no telling name', () => {
  expect(weigh('Public', 'Setting', [], 'Share “Budget”')).toBe('opens');
  expect(weigh('Public', 'Setting', [], 'Opening hours')).toBeUndefined();
});

it.each([
  ['Public', 'Type of transport'],
  ['Public holiday', 'Kind of day'],
  ['Everyone', 'Age rating'],
  ['Everyone in the team', 'Visible to'],
  ['Only me', 'Who can see this'],
  ['Private', 'Visibility'],
  ['Viewer', 'Role'],
  ['Administration', 'Rights of the department'],
  ['Owner', 'Property'],
  ['Admin', 'Job role'],
  ['Owner', 'Your role'],
  ['Admin', 'Filter by role'],
  ['Invite', 'Topic'],
  ['Allow all', 'Cookies'],
  ['United States', 'Country'],
  ['Off', 'Subtitles'],
  ['Forward', 'Direction'],
])('%s in "%s" is nothing of weight', (text, label) => {
  expect(weigh(text, label)).toBeUndefined();
});

it.each([['All'], ['All roles'], ['Any visibility'], ['Alle'], ['すべて']])(
  'a list that offers "%s" chooses what is shown',
  (either) => {
    expect(weigh('Public', 'Visibility', [either, 'Public', 'Private'])).toBeUndefined();
    expect(weigh('Public', 'Who can see this', [either, 'Public', 'Private'])).toBe('opens');
  },
);
