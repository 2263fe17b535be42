import { afterEach, expect, test } from 'vitest';
import { sampleSites } from '../api/memory/sample';
import { Stage, clear } from '../tests/stage';
import { WORDS } from '../words/words';
import { STATUSES } from './words';
import Stories from '../panes/Stories.svelte';

afterEach(clear);

test('the bin takes nothing off a site, and says where it still is and what does', async () => {
  const one = new Stage(sampleSites());
  await one.show(Stories, () => ({}));
  const { id, status } = one.desk.stories[1]!;
  await one.screen.openStory(id);
  const told = () => one.screen.toasts.shown.at(-1)?.text;
  await one.screen.spike();
  expect(told()).not.toContain('still');
  await one.screen.spike();
  expect(one.open.story.status).toBe(status);
  expect(told()).toContain(STATUSES[status].one);

  one.desk.outbox.place(id, 'The Marlbridge Courier', 'pending');
  await one.screen.spike();
  expect(told()).toContain('The Marlbridge Courier still has it');
  expect(told()).toContain(WORDS.commands.withdraw);
});
