import { afterEach, expect, test } from 'vitest';
import { sampleSites } from '../api/memory/sample';
import { Stage, clear, settled } from '../tests/stage';
import Stories from './Stories.svelte';

afterEach(clear);

async function heard(edited: [number, number] | null) {
  const one = new Stage(sampleSites());
  await one.show(Stories, () => ({}));
  const { id: story, copy } = one.desk.stories[1]!;
  const sentence = 'It is published on town.';
  one.desk.travelling.decided.push({
    site: 'town',
    story,
    headline: copy.headline,
    sentence,
    edited,
  });
  await one.screen.inbox.fetch();
  await settled();
  const toast = one.screen.toasts.shown.find(({ text }) => text.includes(sentence))!;
  expect(toast.text).toContain(copy.headline);
  toast.action!.run();
  await settled();
  expect(one.open.id).toBe(story);
  return one;
}

test('who is told that an editor changed what went out sees it with one press', async () => {
  const { screen } = await heard([3, 5]);
  expect(screen.layout.dialog).toBe('compare');
  expect(screen.texts.pair).toEqual({ old: 3, new: 5 });
});

test('what went out as it was handed in is told, too', async () => {
  const { screen } = await heard(null);
  expect(screen.layout.dialog).toBe(null);
});

test('what the editor changed is what readers got, later too', async () => {
  const one = new Stage(sampleSites());
  const { id } = one.desk.stories[1]!;
  const known = { approvals: [], holder: null, handedIn: true, filed: 3, published: 5 };
  one.desk.passed.set(id, known);
  await one.show(Stories, () => ({}));
  await one.screen.openStory(id);
  await settled();
  one.screen.texts.showEdits();
  expect(one.screen.texts.pair).toEqual({ old: 3, new: 5 });
});
