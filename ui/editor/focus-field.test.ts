import { flushSync, mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import { openFirst } from '../tests/support';
import FocusField from './FocusField.svelte';

test('a click and the arrow keys set the focal point, and a crop is chosen; all of it is saved', async () => {
  const { desk, open } = await openFirst();
  const props = { open, picture: open.lead!, crops: ['16:9', '1:1'] };
  const field = mount(FocusField, { target: document.body, props });
  flushSync();
  const surface = document.querySelector<HTMLElement>('.picture')!;
  surface.getBoundingClientRect = () => new DOMRect(100, 50, 200, 100);
  surface.dispatchEvent(new MouseEvent('click', { clientX: 150, clientY: 75, bubbles: true }));
  flushSync();
  const ring = document.querySelector<HTMLElement>('[role=slider]')!;
  expect(ring.getAttribute('aria-valuetext')).toBe('25% from the left, 25% from the top');
  ring.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  document.querySelectorAll<HTMLInputElement>('input[type=radio]')[2]!.click();
  flushSync();
  await open.saves.flush();
  expect(desk.stories[0]?.pictures[0]).toMatchObject({ focus: { x: 0.27, y: 0.25 }, crop: '1:1' });
  const back = [...document.querySelectorAll('button')].find(
    (one) => one.textContent === 'Back to the middle',
  );
  back!.click();
  await open.saves.flush();
  expect(desk.stories[0]?.pictures[0]?.focus).toBeUndefined();
  await unmount(field);
});
