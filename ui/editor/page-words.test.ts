import { mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import type { PageReport } from '../api/bindings';
import PageWords from './PageWords.svelte';

const page = (differences: PageReport['differences']): PageReport => ({
  headline: { is: 'found' },
  standfirst: { is: 'missing' },
  byline: { is: 'found' },
  sign_off: { is: 'found' },
  paragraphs: 12,
  paragraphs_found: 12 - differences.length,
  differences,
});

/** What is shown of a page, taken away again at once. */
function shown(page: PageReport, look: (box: HTMLElement) => void): void {
  const target = document.body.appendChild(document.createElement('div'));
  const held = mount(PageWords, { target, props: { page } });
  look(target);
  void unmount(held);
  target.remove();
}

test('a page as approved says so in one line', () => {
  shown(page([]), (box) => {
    expect(box.textContent).toContain('12 paragraphs');
    expect(box.querySelector('details')).toBeNull();
  });
});

test('each thing the site changed is listed in its sentence', () => {
  const what = 'The link “council” leads to another page.';
  const lost = { about: 'link' as const, what, approved: 'a', shown: 'b' };
  shown(page([lost]), (box) => {
    expect(box.querySelector('summary')?.textContent).toContain('1 difference');
    expect([...box.querySelectorAll('li')].map((item) => item.textContent)).toEqual([what]);
  });
});
