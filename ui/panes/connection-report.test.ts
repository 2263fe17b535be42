import { flushSync, mount, unmount } from 'svelte';
import { expect, test, vi } from 'vitest';
import type { DoctorReport } from '../api/bindings';
import { SELF_SIGNED } from '../api/memory/doctor';
import ConnectionReport from '../parts/ConnectionReport.svelte';
import { WHOSE } from '../state/words';

test('the report says what is wrong, whose job it is, and each rung in words', () => {
  const found: DoctorReport = SELF_SIGNED('https://news.example');
  const diagnosis = { ...found.diagnosis!, whose: WHOSE[found.diagnosis!.whose] };
  const write = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { clipboard: { writeText: write } });
  const component = mount(ConnectionReport, {
    target: document.body,
    props: { title: 'The connection to Town', rungs: found.rungs, diagnosis },
  });
  const section = document.querySelector('section')!;
  expect(section.textContent).toContain('This is a job for the site’s administrator.');
  expect(section.querySelector('li')?.textContent?.trim()).toBe(
    'The certificate, wrong: Its fingerprint is AB:CD.',
  );
  section.querySelector('button')!.click();
  flushSync();
  expect(write).toHaveBeenCalledWith(found.diagnosis!.paragraph);
  vi.unstubAllGlobals();
  void unmount(component);
});
