import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { bylineOf, nameOf } from '../state/byline';
import { Stage, button, clear, press, settled, tickBox, type, words } from '../tests/stage';
import HelpDialog from './HelpDialog.svelte';
import Page from './Page.svelte';
import SitesDialog from './SitesDialog.svelte';
import WelcomeDialog from './WelcomeDialog.svelte';

afterEach(clear);

const faults = async () => (await axe.run(document.body)).violations.map(({ id }) => id);

/** The first start: nobody said who they are, and nothing is written. */
async function first(pane: typeof Page | typeof WelcomeDialog): Promise<Stage> {
  const one = new Stage();
  one.desk.state.byline = null;
  one.desk.stories.length = 0;
  await one.show(pane, () => ({}));
  return one;
}

test('the first start asks who writes, and begins with the practice site', async () => {
  const one = await first(WelcomeDialog);
  expect(one.screen.layout.dialog).toBe('welcome');
  expect(button('Begin')?.disabled).toBe(true);
  await type('dialog input', 'Nell Farrow');
  expect(words(document.querySelector('dialog'))).toContain('New stories will say: By Nell Farrow');
  expect(await faults()).toEqual([]);
  document.querySelector('form')!.requestSubmit();
  await settled();
  expect(one.desk.state.byline).toBe('By Nell Farrow');
  expect(one.screen.layout.dialog).toBeNull();
});

test('whoever has a site of their own is asked for it next', async () => {
  const one = await first(WelcomeDialog);
  await type('dialog input', 'By Nell Farrow');
  const own = [...document.querySelectorAll('label')].find((label) =>
    words(label).startsWith('Connect my own site'),
  )!;
  await tickBox(words(own));
  document.querySelector('form')!.requestSubmit();
  await settled();
  expect(one.desk.state.byline).toBe('By Nell Farrow');
  expect(one.screen.layout.dialog).toBe('sites');
  clear();
  await one.show(SitesDialog, () => ({}));
  expect(document.querySelector('dialog [type=url], dialog input')).not.toBeNull();
  expect(button('Add a site…')).toBeUndefined();
});

test('an empty desk offers a story to write, and one to read', async () => {
  const one = await first(Page);
  expect(words(document.querySelector('h1'))).toBe('Nothing is written yet');
  expect(await faults()).toEqual([]);
  await press('Read the sample story');
  expect(one.open.story.copy.headline).toBe('First story reaches its readers before lunch');
});

test('help finds commands by their words and keys, and questions by their answers', async () => {
  const one = new Stage();
  await one.show(HelpDialog, () => ({}));
  one.screen.layout.dialog = 'help';
  const all = () => [...document.querySelectorAll('dialog li, dialog summary')].map(words);
  expect(all()).toContain('Publish… Ctrl+Shift+P');
  expect(await faults()).toEqual([]);
  await type('dialog input', 'ctrl+shift+p');
  expect(all()).toEqual(['Publish… Ctrl+Shift+P']);
  await type('dialog input', 'dated note');
  expect(all()).toEqual(['Something public is wrong. What now?']);
  await type('dialog input', 'zeppelin');
  expect(words(document.querySelector('dialog'))).toContain('Nothing here is called that.');
  await type('dialog input', 'show history');
  await press('Show history');
  expect(one.screen.layout.dialog).toBeNull();
  expect(one.screen.layout.tab).toBe('history');
});

test('a name is found in a byline whatever the house writes around it', () => {
  expect(nameOf('By Jo Smith', 'By {name}')).toBe('Jo Smith');
  expect(nameOf('Jo Smith, Marlbridge', '{name}, Marlbridge')).toBe('Jo Smith');
  expect(bylineOf('Jo Smith', '{name}, Marlbridge')).toBe('Jo Smith, Marlbridge');
  expect(bylineOf('By Jo Smith', 'By {name}')).toBe('By Jo Smith');
  expect(bylineOf('  ', 'By {name}')).toBe('');
});
