// @vitest-environment node
import { expect, test, vi } from 'vitest';
import { openFirst, refusal } from '../tests/support';

test('words typed are on the desk after a save', async () => {
  const { desk, open } = await openFirst();
  open.editCopy({ headline: 'Library opens its doors' });
  open.editDetails({ section: 'Council' });
  expect(await open.saves.flush()).toBe(true);
  expect(desk.stories[0]?.copy.headline).toBe('Library opens its doors');
  expect(desk.stories[0]?.section).toBe('Council');
});

test('what is being typed in the text counts as unsaved at once and is read when it is saved', async () => {
  const { desk, open } = await openFirst();
  const body = vi.fn(() => 'The doors open on Monday.\n');
  for (let key = 0; key < 3; key += 1) open.typing(body);
  expect(open.saves.dirty).toBe(true);
  expect(body).not.toHaveBeenCalled();
  expect(await open.saves.flush()).toBe(true);
  expect(body).toHaveBeenCalledOnce();
  expect(desk.stories[0]?.copy.body).toBe('The doors open on Monday.\n');
  expect(open.saves.dirty).toBe(false);
});

test('a story that comes anew never takes the place of what is being typed', async () => {
  const { desk, open } = await openFirst();
  open.typing(() => 'Mine, just typed.\n');
  desk.change(open.id, null, (story) => (story.copy.headline = 'Theirs'));
  await open.refresh();
  await vi.waitFor(() => expect(open.conflict).not.toBeNull());
  expect(open.conflict?.mine.copy.body).toBe('Mine, just typed.\n');
});

test('a change elsewhere that touches no word is no conflict', async () => {
  const { desk, open } = await openFirst();
  desk.change(open.id, null, (story) => (story.status = 'published'));
  open.editCopy({ headline: 'Mine' });
  await open.saves.flush();
  await vi.waitFor(() => expect(desk.stories[0]?.copy.headline).toBe('Mine'));
  expect(open.conflict).toBeNull();
  expect(open.story.status).toBe('published');
});

test('two texts are both shown, and mine can go on from theirs', async () => {
  const { desk, open } = await openFirst();
  desk.change(open.id, null, (story) => (story.copy.headline = 'Theirs'));
  open.editCopy({ headline: 'Mine' });
  await open.saves.flush();
  await vi.waitFor(() => expect(open.conflict).not.toBeNull());
  expect(open.conflict?.mine.copy.headline).toBe('Mine');
  expect(open.conflict?.theirs.copy.headline).toBe('Theirs');
  await open.settle('mine');
  expect(desk.stories[0]?.copy.headline).toBe('Mine');
  expect(open.saves.dirty).toBe(false);
});

test('theirs can take the page', async () => {
  const { desk, open } = await openFirst();
  desk.change(open.id, null, (story) => (story.copy.headline = 'Theirs'));
  open.editCopy({ headline: 'Mine' });
  await open.saves.flush();
  await vi.waitFor(() => expect(open.conflict).not.toBeNull());
  await open.settle('theirs');
  expect(open.story.copy.headline).toBe('Theirs');
  open.editCopy({ standfirst: 'And on' });
  expect(await open.saves.flush()).toBe(true);
  expect(desk.stories[0]?.copy).toMatchObject({ headline: 'Theirs', standfirst: 'And on' });
});

test('my caption stays mine, and theirs is taken where I changed nothing', async () => {
  const { desk, open } = await openFirst();
  desk.change(open.id, null, (story) => {
    story.copy.headline = 'Theirs';
    for (const one of story.pictures) one.credit = 'Their credit';
  });
  open.editPicture('roof-repairs.jpg', { caption: 'My caption' });
  await open.saves.flush();
  await vi.waitFor(() => expect(open.conflict).not.toBeNull());
  await open.settle('mine');
  const caption = (name: string) => desk.stories[0]?.pictures.find((one) => one.name === name);
  expect(caption('roof-repairs.jpg')?.caption).toBe('My caption');
  expect(caption('reading-room.jpg')?.credit).toBe('Their credit');
});

test('a crop chosen elsewhere is theirs, and stays when I go on with mine', async () => {
  const { desk, open } = await openFirst();
  desk.change(open.id, null, (story) => {
    story.copy.headline = 'Theirs';
    for (const one of story.pictures) one.crop = '1:1';
  });
  open.editPicture('roof-repairs.jpg', { focus: { x: 0.1, y: 0.1 } });
  await open.saves.flush();
  await vi.waitFor(() => expect(open.conflict).not.toBeNull());
  await open.settle('mine');
  expect(desk.stories[0]?.pictures[0]?.crop).toBe('1:1');
  expect(desk.stories[0]?.pictures[1]?.focus).toEqual({ x: 0.1, y: 0.1 });
});

test('a conflict put off stays, and nothing is sent until it is settled', async () => {
  const { desk, open } = await openFirst();
  desk.change(open.id, null, (story) => (story.copy.headline = 'Theirs'));
  open.editCopy({ headline: 'Mine' });
  await open.saves.flush();
  await vi.waitFor(() => expect(open.comparing).toBe(true));
  open.comparing = false;
  open.editCopy({ headline: 'Mine, and more' });
  expect(await open.saves.flush()).toBe(false);
  expect(desk.stories[0]?.copy.headline).toBe('Theirs');
  await open.compare();
  expect(open.conflict?.mine.copy.headline).toBe('Mine, and more');
});

test('a refused file holds up no other, and its reason comes back', async () => {
  const { open } = await openFirst();
  const answer = await open.addFiles(['/home/jo/minutes.pdf', '/home/jo/market.jpg']);
  expect(answer.refused.map(({ file }) => file)).toEqual(['minutes.pdf']);
  expect(open.picture('market.jpg')?.role).toBe('inline');
});

test('a picture taken off can be put back with its words', async () => {
  const { desk, open } = await openFirst();
  const putBack = await open.removePicture('roof-repairs.jpg');
  expect(desk.stories[0]?.pictures.map(({ name }) => name)).toEqual(['reading-room.jpg']);
  await putBack();
  expect(open.picture('roof-repairs.jpg')?.caption).toMatch(/^Glaziers/);
  expect(desk.stories[0]?.pictures).toHaveLength(2);
});

test('there is only ever one lead picture', async () => {
  const { desk, open } = await openFirst();
  open.makeLead('roof-repairs.jpg');
  await open.saves.flush();
  const leads = desk.stories[0]?.pictures.filter(({ role }) => role === 'lead');
  expect(leads?.map(({ name }) => name)).toEqual(['roof-repairs.jpg']);
});

test('a failed save leaves the words on the page', async () => {
  const { desk, transport, open } = await openFirst();
  transport.failing.set('save_copy', refusal('storage', 'The disk is full.', 'Make room.'));
  open.editCopy({ headline: 'Not lost' });
  expect(await open.saves.flush()).toBe(false);
  expect(open.story.copy.headline).toBe('Not lost');
  transport.failing.clear();
  expect(await open.saves.flush()).toBe(true);
  expect(desk.stories[0]?.copy.headline).toBe('Not lost');
});
