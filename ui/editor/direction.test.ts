import { EditorView } from '@codemirror/view';
import { afterEach, expect, test } from 'vitest';
import Page from '../panes/Page.svelte';
import { Stage, clear, settled } from '../tests/stage';
import { runsRight } from './direction';

afterEach(clear);

test('the first letter says where a paragraph begins', () => {
  const right = [
    'مرحبا',
    '## שלום',
    '> «עברית» and English',
    '**12** عربي',
    '[نص](https://a.example)',
  ];
  const left = ['', '12', 'a مرحبا', '- é שלום', '日本', '![](roof.jpg)'];
  expect(right.filter(runsRight)).toEqual(right);
  expect(left.filter(runsRight)).toEqual([]);
});

test('paragraphs of the text begin at their side, also while they are written, and fields do', async () => {
  const one = new Stage();
  one.desk.stories[0]!.copy.body = 'One.\n\nمرحبا بالعالم\n\n> שלום';
  await one.show(Page, () => ({}));
  const view = EditorView.findFromDOM(document.querySelector('.cm-editor')!)!;
  const sides = () =>
    [...view.contentDOM.querySelectorAll<HTMLElement>('.cm-line')].map(({ dir }) => dir);
  expect(sides()).toEqual(['', '', 'rtl', '', 'rtl']);
  expect(view.state.facet(EditorView.perLineTextDirection)).toBe(true);
  view.dispatch({ changes: { from: 0, insert: 'שלום ' } });
  await settled();
  expect(sides()[0]).toBe('rtl');
  const fields = ['headline', 'standfirst', 'byline', 'picture:reading-room.jpg:caption'];
  for (const field of [...fields, 'picture:reading-room.jpg:credit']) {
    const found = document.querySelector<HTMLElement>(`[data-field="${field}"]`);
    expect(found?.dir, field).toBe('auto');
  }
});
