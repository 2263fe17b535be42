import { afterEach, expect, test } from 'vitest';
import { EditorView } from '@codemirror/view';
import { Stage, clear, press, settled, type, words } from '../tests/stage';
import Page from '../panes/Page.svelte';
import { command, run } from '../commands';

afterEach(clear);

async function looking(what: string): Promise<Stage> {
  const stage = new Stage();
  await stage.show(Page, () => ({}));
  run(command('find-here'), stage.screen);
  await settled();
  await type('[aria-label="Find in this story"]', what);
  return stage;
}
const bar = () =>
  document.querySelector<HTMLElement>('[role=search][aria-label="Find and replace"]')!;
const input = (label: string) => bar().querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!;
const told = () => words(bar().querySelector('[role=status]'));
const field = (key: string) =>
  document.querySelector<HTMLTextAreaElement>(`[data-field="${key}"]`)!;
const view = () => EditorView.findFromDOM(document.querySelector<HTMLElement>('.cm-editor')!)!;
async function key(name: string, at: HTMLElement, more: KeyboardEventInit = {}): Promise<void> {
  const init = { key: name, bubbles: true, cancelable: true, ...more };
  at.dispatchEvent(new KeyboardEvent('keydown', init));
  await settled();
}

test('it is found in the text and in the fields, counted and named', async () => {
  await looking('reading room');
  expect(told()).toBe('3 found');
  await key('Enter', input('Find in this story'));
  expect(told()).toBe('1 of 3, Standfirst');
  expect(document.querySelector('.standfirst .sought-here')?.textContent).toBe('reading room');
  await key('Enter', input('Find in this story'), { shiftKey: true });
  expect(told()).toBe('3 of 3');
  expect(document.querySelector('.cm-content .sought-here')?.textContent).toBe('reading room');
  expect(document.querySelectorAll('.sought')).toHaveLength(3);
});

test('Escape leads back to where one was, and nothing stays marked', async () => {
  await looking('oak');
  await key('Escape', input('Find in this story'));
  expect(bar()).toBeNull();
  expect(document.querySelector('.sought')).toBeNull();
  field('standfirst').focus();
  const stage = await looking('oak');
  void stage;
  await key('Escape', input('Find in this story'));
  expect(document.activeElement).toBe(field('standfirst'));
});

test('one is replaced and the next is gone to, also where the new words hold the old ones', async () => {
  const stage = await looking('library');
  const before = stage.screen.find.hits.length;
  await type('[aria-label="Replace with"]', 'library hall');
  await key('Enter', input('Find in this story'));
  await key('Enter', input('Replace with'));
  expect(stage.open.story.copy.headline).toBe('library hall reopens after two-year repair');
  expect(told()).toMatch(new RegExp(`^2 of ${before}`));
  await key('Enter', input('Replace with'));
  expect(view().state.doc.toString()).toContain('Marlbridge library hall has spent');
  expect(stage.open.story.copy.body).toContain('Marlbridge library hall has spent');
});

test('all are replaced at once, in the text and the fields, and taken back at once', async () => {
  const stage = await looking('the');
  const before = asItIs(stage);
  await type('[aria-label="Replace with"]', 'ye');
  await press('Replace all', bar());
  const { copy, pictures } = stage.open.story;
  expect(copy.body.toLowerCase()).not.toContain('the');
  expect(pictures[0]!.caption).toBe('ye restored reading room on Corn Street');
  expect(copy.body).toContain('![](roof-repairs.jpg)');
  // What is written since stays.
  field('headline').value = 'Library is open';
  field('headline').dispatchEvent(new Event('input', { bubbles: true }));
  view().dispatch({ changes: { from: 0, insert: 'Early. ' }, userEvent: 'input.type' });
  const toast = stage.screen.toasts.shown.at(-1)!;
  expect(toast.text).toMatch(/^\d+ places replaced\.$/);
  toast.action!.run();
  await settled();
  expect(copy.body).toBe(`Early. ${before.copy.body}`);
  expect(stage.open.story.pictures[0]!.caption).toBe(before.pictures[0]!.caption);
  expect(copy.headline).toBe('Library is open');
});

test('while suggesting nothing of the story is replaced', async () => {
  const stage = await looking('Corn Street');
  await stage.open.suggesting.begin();
  const before = stage.open.story.copy.body;
  await type('[aria-label="Replace with"]', 'Mill Road');
  await press('Replace all', bar());
  expect(stage.open.story.copy.body).toBe(before);
  expect(stage.open.suggesting.text({ kind: 'body' })).toContain('Mill Road reading room');
});

const asItIs = (stage: Stage) => JSON.parse(JSON.stringify(stage.open.story));
