import { mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import type { PictureReport } from '../api/bindings';
import PictureLights from './PictureLights.svelte';

const report: PictureReport = {
  picture: 'roof.jpg',
  visible: { outcome: 'missing', note: 'The caption is on the page but the credit is not.' },
  alt: { outcome: 'survived' },
  embedded: {
    outcome: 'changed',
    note: 'The site strips the embedded credit from resized copies.',
  },
  structured: { outcome: 'not-checked', note: 'The page could not be reached.' },
};

test('each light says in words what became of the picture', () => {
  const component = mount(PictureLights, { target: document.body, props: { reports: [report] } });
  const group = document.querySelector('section')!;
  expect(group.getAttribute('aria-label')).toBe('What readers get of roof.jpg');
  const said = [...group.querySelectorAll('li')].map((one) => one.textContent?.trim());
  expect(said).toEqual([
    'Caption and credit: missingThe caption is on the page but the credit is not.',
    'Alt text: survived',
    'Embedded in the file: changedThe site strips the embedded credit from resized copies.',
    'Structured data: not checkedThe page could not be reached.',
  ]);
  const looks = [...group.querySelectorAll('li')].map((one) => one.dataset.look);
  expect(looks).toEqual(['gone', 'good', 'off', 'unknown']);
  void unmount(component);
});
