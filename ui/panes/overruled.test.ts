import { afterEach, expect, test } from 'vitest';
import { sampleSites } from '../api/memory/sample';
import { Stage, clear, settled } from '../tests/stage';
import Stories from './Stories.svelte';

afterEach(clear);

test('whose words do not stand is told, and sees what changed with one press', async () => {
  const one = new Stage(sampleSites());
  await one.show(Stories, () => ({}));
  const story = one.desk.stories[1]!;
  one.desk.passed.set(story.id, { approvals: [], holder: null, handedIn: true, filed: 1 });
  const lost = { spot: { kind: 'paragraph', number: 2 }, was: 'Mine.', now: 'Theirs.' } as const;
  const about = { taken: [lost], overruled: [lost], conflicts: [], undecided: null };
  one.desk.travelling.received.push({ story, new: false, merged: true, ...about, sentences: [] });
  await one.screen.inbox.fetch();
  await settled();
  const toast = one.screen.toasts.shown.find(({ text }) => text.includes('does not stand'))!;
  expect(toast.text).toContain(story.copy.headline);
  toast.action!.run();
  await settled();
  expect(one.open.id).toBe(story.id);
  expect(one.screen.layout.dialog).toBe('compare');
  expect(one.screen.texts.pair).toEqual({ old: 1, new: null });
});
