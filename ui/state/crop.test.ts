// @vitest-environment node
import { expect, test } from 'vitest';
import { picture } from '../api/memory/sample';
import { at, cut, moved } from './crop';

const wide = (focus?: { x: number; y: number }) =>
  picture('a.jpg', { width: 2000, height: 1000, ...(focus ? { focus } : {}) });

test('a crop keeps the focus in its middle as far as the edges let it', () => {
  // A square of 1000 out of 2000: its left edge goes from 0 to 1000.
  expect(cut(wide(), '1:1')).toBe('aspect-ratio: 1 / 1; object-position: 50% 50%');
  expect(cut(wide({ x: 0.6, y: 0.1 }), '1:1')).toContain('object-position: 70% 50%');
  expect(cut(wide({ x: 0.1, y: 0.5 }), '1:1')).toContain('object-position: 0% 50%');
  expect(cut(wide({ x: 1, y: 0.5 }), '1:1')).toContain('object-position: 100% 50%');
  expect(cut(wide({ x: 0.1, y: 0.9 }), '4:1')).toContain('object-position: 50% 100%');
});

test('without a crop a picture is shown whole', () => {
  expect(cut(wide({ x: 0, y: 0 }), undefined)).toBe('aspect-ratio: 2000 / 1000');
});

test('arrow keys move the focus and stop at the edge', () => {
  expect(moved({ x: 0.5, y: 0.5 }, 'ArrowLeft', false)).toEqual({ x: 0.48, y: 0.5 });
  expect(moved({ x: 0.5, y: 0.95 }, 'ArrowDown', true)).toEqual({ x: 0.5, y: 1 });
  expect(moved({ x: 0.5, y: 0.5 }, 'Enter', false)).toBeNull();
  expect(at(-3, 0.123456)).toEqual({ x: 0, y: 0.123 });
});
