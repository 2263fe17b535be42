import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { sampleSites } from '../api/memory/sample';
import { Stage, button, clear, press, settled, tickBox, type, words } from '../tests/stage';
import Publish from './Publish.svelte';

afterEach(clear);

const COURIER = 'The Marlbridge Courier';
const FIELD = 'input[data-moment]';
const main = () => words(document.querySelector('button[data-variant=primary]'));
const cards = () => [...document.querySelectorAll('[data-delivery]')];
const states = () => cards().map((card) => words(card.querySelector('h2')));
const panel = () => words(document.querySelector('section'));

async function stage(sites = undefined as ReturnType<typeof sampleSites> | undefined) {
  const one = new Stage(sites);
  await one.show(Publish, ({ open }) => ({ open }));
  return one;
}

/** A stage with the story public on two sites and handed in on a third. */
async function published() {
  const one = await stage();
  await tickBox(COURIER);
  for (const site of ['Town Crier', 'Channel Post', 'County Record']) await tickBox(site);
  await press('Send to 3 sites');
  await one.beat(20);
  return one;
}

test('one site has no boxes to tick, and the button names it', async () => {
  const one = await stage(sampleSites());
  expect(document.querySelector('[type=checkbox]')).toBeNull();
  await press(`Publish to ${COURIER}`);
  expect(one.last('publish')).toMatchObject({ sites: [COURIER], at: null });
  await one.beat(20);
  expect(states()).toEqual(['Published']);
  expect(button('See the page')?.dataset.variant).toBe('primary');
});

test('what was deleted on a site can be published there as a new article', async () => {
  const one = await stage(sampleSites());
  await press(`Publish to ${COURIER}`);
  const problem = { code: 'gone', message: 'The story was deleted.', hint: 'It is safe here.' };
  Object.assign(one.desk.outbox.deliveries[0]!, { state: 'needs-you', problem });
  await one.screen.deliveries.refresh();
  await settled();
  await press('Publish as a new article');
  expect(one.last('publish_anew')).toMatchObject({ site: COURIER });
  await one.beat(20);
  expect(states()[0]).toBe('Published');
});

test('the button says what the ticked sites get', async () => {
  await stage();
  expect(main()).toBe(`Publish to ${COURIER}`);
  await tickBox('Town Crier');
  expect(main()).toBe('Publish to 2 sites');
  await tickBox(COURIER);
  expect(main()).toBe('Publish to Town Crier');
  await tickBox('County Record');
  expect(main()).toBe('Send to 2 sites');
  await tickBox('Town Crier');
  expect(main()).toBe('File for review');
  await tickBox('County Record');
  expect(button('File for review')).toBeUndefined();
  expect(panel()).toContain('Tick the sites this story goes to.');
});

test('sites ticked once are those of the next story', async () => {
  const one = await stage();
  await tickBox('Channel Post');
  await one.screen.newStory();
  const { sites, open } = one.screen;
  expect(sites.chosen(open!.id, []).map(({ name }) => name)).toEqual([COURIER, 'Channel Post']);
  expect(sites.chosen(open!.id, ['Town Crier']).map(({ name }) => name)).toEqual(['Town Crier']);
});

test('each site has a card, and one that fails holds up no other', async () => {
  const one = await stage();
  await tickBox('Town Crier');
  const message = 'The site did not accept the password.';
  one.desk.outbox.trouble.set('Town Crier', { code: 'sign-in', message, hint: 'Sign in again.' });
  await press('Publish to 2 sites');
  expect(one.last('publish')).toMatchObject({ sites: [COURIER, 'Town Crier'] });
  await one.beat(20);
  expect(states()).toEqual([`${COURIER} Published`, 'Town Crier Needs you']);
  expect(words(cards()[1])).toContain(message);
  expect(button('See the page'), 'short once it has arrived').toBeUndefined();
  one.desk.outbox.trouble.clear();
  await press('Try again', cards()[1]);
  await one.beat(20);
  expect(states()).toEqual([`${COURIER} Published`, 'Town Crier Published']);
});

test('a time is meant on the newsroom’s clock, and told on the site’s', async () => {
  const one = await stage();
  await tickBox(COURIER);
  await tickBox('Channel Post');
  await tickBox('At a time');
  await type(FIELD, '2026-11-26T06:00');
  expect(panel()).toContain('London time, GMT');
  expect(panel()).toContain('Channel Post: Thu 26 Nov, 07:00 CET');
  await press('Queue until Thu 26 Nov, 06:00 GMT');
  expect(one.last('publish')).toMatchObject({ sites: ['Channel Post'], at: '2026-11-26 06:00' });
  await one.beat(20);
  expect(states()).toEqual(['Scheduled on the site']);
  expect(words(cards()[0])).toContain(
    'Channel Post publishes it itself, Thu 26 Nov, 06:00 GMT; this computer may be off.',
  );
  expect(button('Pause'), 'a site that was told keeps its word').toBeUndefined();
  expect(panel()).toContain(
    'On these sites Channel Post Scheduled Take over changes… from Channel Post Withdraw…',
  );
});

test('a site that keeps no time is waited for here', async () => {
  const one = await stage(sampleSites());
  await tickBox('At a time');
  await type(FIELD, '2026-11-26T06:00');
  await press('Queue until Thu 26 Nov, 06:00 GMT');
  await one.beat(20);
  expect(states()).toEqual(['Held until its time']);
  expect(words(cards()[0])).toContain('Thu 26 Nov, 06:00 GMT; this computer must be on');
});

test('a moment that has passed publishes nothing', async () => {
  await stage(sampleSites());
  await tickBox('At a time');
  await type(FIELD, '2026-11-25T10:00');
  expect(panel()).toContain('That moment has passed.');
  expect(button(`Publish to ${COURIER}`)?.disabled).toBe(true);
  await type(FIELD, '');
  expect(button(`Publish to ${COURIER}`)?.disabled).toBe(true);
  await tickBox('Now');
  expect(button(`Publish to ${COURIER}`)?.disabled).toBe(false);
});

test('an embargo locks whatever time is chosen, and lifting it lets the story go', async () => {
  const one = await stage(sampleSites());
  await press('Embargo until…');
  await type('form input', '2026-11-27T09:30');
  await press('Set');
  expect(one.last('embargo_set')).toEqual({ id: one.open.id, until: '2026-11-27 09:30' });
  expect(words(document.querySelector('.lock'))).toMatch(/^Embargo until Fri 27 Nov, 09:30 GMT/);
  await press('Queue until Fri 27 Nov, 09:30 GMT');
  await one.beat(3);
  expect(states()).toEqual(['Held until the embargo ends']);
  expect(words(cards()[0])).toContain('Fri 27 Nov, 09:30 GMT; this computer must be on');
  expect(button('Queue until Fri 27 Nov, 09:30 GMT'), 'it is on its way').toBeUndefined();
  await press('Lift');
  expect(one.last('embargo_set')).toMatchObject({ until: null });
  expect(main(), 'no word changed, so there is nothing to send again').toBe('');
  await one.beat(20);
  expect(states()).toEqual(['Published']);
});

test('what waits can be paused and let go on', async () => {
  const one = await stage(sampleSites());
  one.desk.outbox.offline = true;
  await press(`Publish to ${COURIER}`);
  await one.beat(1);
  expect(panel()).toContain('Next try: 10:01.');
  await press('Pause');
  expect(states()).toEqual(['Paused']);
  expect(panel()).toContain('It goes on when you say so.');
  one.desk.outbox.offline = false;
  await press('Resume');
  await one.beat(20);
  expect(states()).toEqual(['Published']);
});

test('a picture on its way tells how much of it has left', async () => {
  const one = await stage(sampleSites());
  await press(`Publish to ${COURIER}`);
  await one.beat(3);
  const now = [...document.querySelectorAll('li[data-state=now]')].map(words);
  expect(now).toEqual(['Send reading-room.jpg0.7 of 1.4 MB, under way']);
});

test('the sites that have the story are listed, with what can be done there', async () => {
  const one = await published();
  const list = document.querySelector('[aria-label="On these sites"]')!;
  expect([...list.querySelectorAll('li')].map(words)).toEqual([
    'Town Crier Public Take over changes… from Town Crier',
    'Channel Post Public Take over changes… from Channel Post',
    'County Record In review Take over changes… from County Record',
  ]);
  expect(button('Withdraw…', list)).toBeDefined();
  await press('Correct…');
  expect(one.screen.layout.dialog).toBe('correct');
});

test('what the site changed meanwhile is said, and the text can be sent again', async () => {
  const one = await stage(sampleSites());
  const message = 'Somebody changed the story on the site.';
  one.desk.outbox.trouble.set(COURIER, { code: 'conflict', message, hint: 'Look at it there.' });
  await press(`Publish to ${COURIER}`);
  await one.beat(1);
  expect(words(cards()[0])).toContain(`${message} Look at it there.`);
  expect(button('Compare')).toBeUndefined();
  expect(main()).toBe(`Publish to ${COURIER}`);
});

test('axe finds nothing against the panel in any of these states', async () => {
  const one = await published();
  const faults = async () => {
    const rules = { region: { enabled: false }, 'color-contrast': { enabled: false } };
    const { violations } = await axe.run(document.body, { rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  expect(await faults()).toEqual([]);
  one.open.editCopy({ headline: 'Changed' });
  await one.open.saves.flush();
  await tickBox(COURIER);
  await tickBox('At a time');
  await type(FIELD, '2026-11-25T09:00');
  expect(await faults()).toEqual([]);
});
