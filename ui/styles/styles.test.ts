// @vitest-environment node
import { expect, test } from 'vitest';

test('no underline is written so that WebKit passes over it', () => {
  const all = import.meta.glob<string>(['./*.css', '../{editor,panes,parts}/*.svelte'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  expect(Object.keys(all).length).toBeGreaterThan(50);
  const faults = Object.entries(all).flatMap(([file, text]) =>
    [...text.matchAll(/text-decoration: \S+ [^;]+;/g)].map(([line]) => `${file}: ${line}`),
  );
  expect(faults).toEqual([]);
});
