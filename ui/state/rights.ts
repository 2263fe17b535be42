import type { Rights, Words } from '../api/bindings';

/** What the choice is called when the terms are nobody's but this picture's. */
export const OTHER = 'other-terms';

type Terms = Pick<Words, 'usage_terms' | 'web_statement'>;

/** Which of the house's rights the terms are; empty if there are none. */
export function rightsOf({ usage_terms, web_statement }: Terms, rights: Rights[]): string {
  if (!usage_terms && !web_statement) return '';
  const found = rights.find(
    ({ terms, link }) => terms === usage_terms && (link ?? '') === web_statement,
  );
  return found?.label ?? OTHER;
}

/** What choosing one of them writes. The link of another goes with it; one of its own stays. */
export function taking(label: string, now: Terms, rights: Rights[]): Partial<Terms> {
  if (label === OTHER) return {};
  const chosen = rights.find((one) => one.label === label);
  const ofAnother = rights.some(({ link }) => link !== undefined && link === now.web_statement);
  const kept = ofAnother || !chosen ? '' : now.web_statement;
  return { usage_terms: chosen?.terms ?? '', web_statement: chosen?.link ?? kept };
}
