import { expect, test } from 'vitest';
import { COMMANDS, commandFor, shown } from './commands';

test('no two commands have one name or one shortcut', () => {
  const ids = COMMANDS.map(({ id }) => id);
  const keys = COMMANDS.flatMap(({ keys }) => (keys ? [keys] : []));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});

test('shortcuts are found as they are written', () => {
  const press = (init: KeyboardEventInit) => commandFor(new KeyboardEvent('keydown', init))?.id;
  expect(press({ key: 'k', ctrlKey: true })).toBe('palette');
  expect(press({ key: 'P', ctrlKey: true, shiftKey: true })).toBe('publish');
  expect(press({ key: '\\', code: 'Backslash', ctrlKey: true })).toBe('fold');
  expect(press({ key: 'F6' })).toBe('panes');
  expect(press({ key: 'k' })).toBeUndefined();
});

test('a Mac shows its own signs', () => {
  expect(shown('Mod+Shift+P', true)).toBe('⇧⌘P');
  expect(shown('Mod+Shift+P', false)).toBe('Ctrl+Shift+P');
  expect(shown('Alt+ArrowUp', true)).toBe('⌥↑');
  expect(shown('Alt+ArrowUp', false)).toBe('Alt+↑');
});
