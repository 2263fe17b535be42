// @vitest-environment node
import { expect, test } from 'vitest';
import { SAMPLE_STATE } from '../api/memory/sample';
import { OTHER, rightsOf, taking } from './rights';

const RIGHTS = SAMPLE_STATE.house.rights;
const NONE = { usage_terms: '', web_statement: '' };
const CC = { usage_terms: 'CC BY 4.0: name the creator', web_statement: RIGHTS[2]!.link! };

test('choosing one of the rights writes its terms, and its link where it has one', () => {
  expect(taking('CC BY', NONE, RIGHTS)).toEqual(CC);
  expect(taking('Staff', NONE, RIGHTS)).toMatchObject({ web_statement: '' });
  expect(rightsOf(CC, RIGHTS)).toBe('CC BY');
});

test('the link of a licence goes with it, one of its own stays', () => {
  expect(taking('Staff', CC, RIGHTS).web_statement).toBe('');
  const own = { usage_terms: 'Ask us', web_statement: 'https://agency.example/terms' };
  expect(taking('Handout', own, RIGHTS).web_statement).toBe('https://agency.example/terms');
  expect(rightsOf(own, RIGHTS)).toBe(OTHER);
  expect(taking('', own, RIGHTS)).toEqual(NONE);
});
