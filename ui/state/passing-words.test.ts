// @vitest-environment node
import { expect, test } from 'vitest';
import type { ApprovalState, RecordFault, Status, Verified } from '../api/bindings';
import { approvalWords, provenWords } from './passing-words';

const ANN = { name: 'Ann', key: 'ann' };
const ME = { name: 'Jo', key: 'jo' };
const NOW = new Date('2026-11-25T12:00:00Z');

test('how it stands with an approval is one sentence, and another’s does not count', () => {
  const at = '2026-11-25T10:42:00Z';
  const told = (approval: ApprovalState, status: Status = 'filed') =>
    approvalWords({ approval, me: ME, status }, NOW);
  expect(told({ kind: 'none' })).toBe('Handed in, not approved yet.');
  expect(told({ kind: 'approved', by: ME, at })).toBe(
    'Approved by you at 10:42: exactly this text.',
  );
  expect(told({ kind: 'approved', by: { ...ME, key: 'other' }, at })).toBe(
    'Approved by Jo at 10:42: exactly this text. You have not approved it yet.',
  );
  const approval = { fingerprint: 'f', by: ANN, at: '2026-11-21T10:42:00Z' };
  expect(told({ kind: 'changed', approval, since: 3 })).toBe(
    'Changed since Ann approved it on 21 Nov.',
  );
  expect(told({ kind: 'none' }, 'returned')).toBe('With its writer again, and not approved.');
  expect(told({ kind: 'lapsed', by: ME, at }, 'withdrawn')).toBe(
    'Approved by you at 10:42. It was taken off since, so it is to be approved anew.',
  );
  expect(told({ kind: 'lapsed', by: ANN, at }, 'filed')).toBe(
    'Approved by Ann at 10:42. It was sent back, taken back or taken off since, so it is to be approved anew.',
  );
});

test('a record is whole, or its first fault is told', () => {
  const whole: Verified = { entries: 1204, of_story: 1, head: 'ab'.repeat(32), faults: [] };
  expect(provenWords(whole)).toBe(
    'The record is whole: 1 entry about this story, 1,204 entries in all. It ends in abababababab…',
  );
  const fault: RecordFault = { seq: 7, what: 'row-changed', sentence: 'Entry 7 was changed.' };
  expect(provenWords({ ...whole, faults: [fault] })).toBe(
    'The record is not whole. Entry 7 was changed.',
  );
  expect(provenWords({ ...whole, faults: [fault, fault, fault] })).toContain(
    'Entry 7 was changed. And 2 more faults:',
  );
});
