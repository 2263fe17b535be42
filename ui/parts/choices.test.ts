import { flushSync, mount, tick, unmount } from 'svelte';
import { expect, test, vi } from 'vitest';
import Choices from './Choices.svelte';

test('what begins with the words typed stands before what only holds them', async () => {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  const run = vi.fn();
  const choice = (text: string) => ({ id: text, text, aside: '', run: () => run(text) });
  const choices = ['Withdraw the story from its sites…', 'Save now', 'Sites…'].map(choice);
  const closed = () => {};
  const component = mount(Choices, {
    target: document.body,
    props: { label: 'Find', choices, closed },
  });
  flushSync();
  const field = document.querySelector('input')!;
  field.value = 'sites';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  const texts = [...document.querySelectorAll('li')].map((one) => one.textContent.trim());
  expect(texts).toEqual(['Sites…', 'Withdraw the story from its sites…']);
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await tick();
  expect(run).toHaveBeenCalledWith('Sites…');
  void unmount(component);
});
