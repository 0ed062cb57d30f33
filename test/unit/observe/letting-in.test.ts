import { describe, expect, test } from 'vitest';
import { deedIn } from '../../../src/observe/orders.ts';

const purposeOf = (path: string, body: string) => deedIn(`https://mail.test${path}`, body)?.purpose;

describe('what a request lets others have from now on', () => {
  test.each([
    ['/settings/forwarding', 'address=eve%40evil.test'],
    ['/settings', '{"forwardTo":"eve@evil.test","keepCopy":true}'],
    ['/users/me/settings/autoForwarding', '{"enabled":true,"emailAddress":"eve@evil.test"}'],
    ['/api/filters', '{"from":"bank","action":{"redirectTo":"eve@evil.test"}}'],
    ['/graphql', '{"operationName":"SaveForwarding","variables":{"input":{"forwardingAddress":"eve@evil.test"}}}'],
    ['/files/77/permissions', '{"role":"reader","type":"anyone"}'],
    ['/share', 'scope=anyone_with_the_link&id=7'],
  ])('%s %s', (path, body) => {
    expect(purposeOf(path, body)).toBe('permission');
  });

  test.each([
    ['one mail is forwarded', '/messages/12/forward', '{"forwardTo":"bob@mail.test"}'],
    ['a post that anyone may read', '/posts', '{"audience":"ANYONE","text":"We met in the garden on Sunday"}'],
    ['a question', '/comments', '{"note":"Anyone?","id":"7"}'],
    ['an address of somebody', '/settings', '{"email":"me@mail.test","language":"de"}'],
    ['all settings at once', '/settings', JSON.stringify({ ...'abcdefgh'.split(''), forwardTo: 'me@mail.test' })],
    ['a check', '/settings/forwarding/verify', '{"forwardTo":"me@mail.test"}'],
    ['how lines stand', '/settings', '{"density":"compact","lines":"any"}'],
  ])('%s is none of it', (_, path, body) => {
    expect(purposeOf(path, body)).not.toBe('permission');
  });
});
