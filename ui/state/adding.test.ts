import { expect, test } from 'vitest';
import { told, type Dropped } from './adding.svelte';
import { openFirst, refusal, watch } from '../tests/support';

const files = (n: number, ending = 'jpg') =>
  Array.from({ length: n }, (_, i) => `/home/jo/fete-${String(i + 1).padStart(2, '0')}.${ending}`);

test('fifty pictures come one by one, and how far they are is known', async () => {
  const { desk, transport, open } = await openFirst();
  const seen: string[] = [];
  watch(transport, (name, when) => {
    if (name === 'picture_add_files' && when === 'before')
      seen.push(`${open.adding.at} of ${open.adding.total}`);
  });
  const dropped = await open.addFiles(files(50));
  expect(seen[11]).toBe('12 of 50');
  expect(seen).toHaveLength(50);
  expect(dropped).toMatchObject({ refused: [], already: [], left: 0 });
  expect(desk.stories[0]?.pictures).toHaveLength(52);
  expect(open.adding.running).toBe(false);
});

test('what is typed meanwhile is saved between two of them, and nothing conflicts', async () => {
  const { desk, transport, open } = await openFirst();
  const order: string[] = [];
  watch(transport, (name, when) => {
    if (when === 'before') order.push(name);
    else if (name === 'picture_add_files' && open.adding.at === 5) {
      open.editCopy({ headline: 'Typed while pictures come' });
      open.editPicture('roof-repairs.jpg', { caption: 'Written meanwhile' });
    }
  });
  await open.addFiles(files(20));
  await open.saves.flush();
  expect(open.conflict).toBeNull();
  expect(desk.stories[0]?.copy.headline).toBe('Typed while pictures come');
  expect(desk.stories[0]?.pictures[1]?.caption).toBe('Written meanwhile');
  expect(order.indexOf('save_copy')).toBeLessThan(order.lastIndexOf('picture_add_files'));
  expect(open.saves.version).toBe(desk.stories[0]?.version);
});

test('cancelled, what is added stays and the rest is not looked at', async () => {
  const { desk, transport, open } = await openFirst();
  watch(transport, (name) => {
    if (name === 'picture_add_files' && open.adding.at === 5) void open.adding.stop();
  });
  const adding = open.addFiles(files(50));
  const dropped = await adding;
  expect(dropped).toMatchObject({ left: 45 });
  expect(dropped.added).toHaveLength(5);
  expect(desk.stories[0]?.pictures).toHaveLength(2 + dropped.added.length);
  expect(open.story.pictures).toHaveLength(2 + dropped.added.length);
  expect(told(dropped)).toEqual([`Stopped: ${dropped.added.length} added, ${dropped.left} not.`]);
  const again = await open.addFiles(files(3, 'png'));
  expect(again.left, 'the next drop is not stopped too').toBe(0);
});

test('what is dropped after Cancel, while the last file is still coming, is added', async () => {
  const { transport, open } = await openFirst();
  let later: Promise<Dropped> | undefined;
  const seen: string[] = [];
  watch(transport, (name, when) => {
    if (name !== 'picture_add_files') return;
    if (when === 'before') seen.push(`${open.adding.at} of ${open.adding.total}`);
    else if (open.adding.at === 2 && !later) {
      void open.adding.stop();
      later = open.addFiles(['/jo/a.png', '/jo/b.png', '/jo/c.png']);
    }
  });
  const first = await open.addFiles(files(10));
  expect(first.left).toBe(8);
  const second = await later;
  expect(second).toMatchObject({ left: 0 });
  expect(second?.added).toHaveLength(3);
  expect(seen.at(-1), 'those left out are behind us').toBe('13 of 13');
});

test('one bad file holds up no other', async () => {
  const { open } = await openFirst();
  const dropped = await open.addFiles(['/jo/a.jpg', '/jo/b.pdf', '/jo/c.jpg', '/jo/d.txt']);
  expect(dropped.added).toEqual(['a.jpg', 'c.jpg']);
  expect(told(dropped)[0]).toMatch(/^2 files were not added: b\.pdf, d\.txt\./);
});

test('a full disk stops the rest at once, and says why', async () => {
  const { transport, open } = await openFirst();
  transport.failing.set('picture_add_files', refusal('storage', 'The disk is full.', 'Make room.'));
  const dropped = await open.addFiles(files(4));
  expect(dropped).toMatchObject({ added: [], left: 4 });
  expect(told(dropped)).toEqual(['The disk is full. Make room.', 'Stopped: 0 added, 4 not.']);
});

test('a second drop waits for the first and both are counted', async () => {
  const { open } = await openFirst();
  const both = [open.addFiles(['/jo/a.jpg', '/jo/b.jpg']), open.addFiles(['/jo/c.jpg'])];
  expect(open.adding.total).toBe(3);
  await Promise.all(both);
  expect(open.story.pictures.map(({ name }) => name).slice(2)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
});

test('a picture the story has is not added twice, and is put where it stands nowhere', async () => {
  const { desk, open } = await openFirst();
  const dropped = await open.addFiles(['/jo/roof-repairs.jpg']);
  expect(dropped).toMatchObject({ added: [], already: ['roof-repairs.jpg'] });
  expect(told(dropped)[0]).toContain('in this story already');
  expect(desk.stories[0]?.pictures).toHaveLength(2);
  expect(open.story.copy.body.match(/roof-repairs/g)).toHaveLength(1);
  open.editCopy({ body: 'Nothing but words.' });
  await open.addFiles(['/jo/roof-repairs.jpg']);
  expect(open.story.copy.body).toBe('Nothing but words.\n\n![](roof-repairs.jpg)\n');
});

test('the same photograph keeps in a second story what was set in the first', async () => {
  const { desk, transport, open } = await openFirst();
  open.editPicture('roof-repairs.jpg', { focus: { x: 0.2, y: 0.4 }, crop: '4:3' });
  await open.saves.flush();
  const { OpenStory } = await import('./open-story.svelte');
  const second = new OpenStory(transport, await transport.call('story_new', {}));
  await second.addFiles(['/jo/roof-repairs.jpg']);
  expect(desk.story(second.id).pictures[0]).toMatchObject({
    ...{ caption: 'Glaziers finished the last of 212 panes in October', crop: '4:3' },
    ...{ focus: { x: 0.2, y: 0.4 }, role: 'lead' },
  });
});

test('opening another story stops what is being added, and says how far it came', async () => {
  const { desk, transport } = await openFirst();
  const { Screen } = await import('./screen.svelte');
  const screen = new Screen(transport);
  await screen.openStory(desk.stories[0]!.id);
  const first = screen.open!;
  let leaving: Promise<void> | undefined;
  watch(transport, (name, when) => {
    if (name === 'picture_add_files' && when === 'before' && first.adding.at === 4)
      leaving = screen.openStory(desk.stories[1]!.id);
  });
  await screen.addPictures(files(10), 'caret');
  await leaving;
  expect(screen.open?.id).toBe(desk.stories[1]?.id);
  expect(screen.toasts.shown.at(-1)?.text).toBe('Stopped: 4 added, 6 not.');
  expect(desk.stories[0]?.copy.body).toContain('fete-04.jpg');
  expect(desk.stories[0]?.pictures).toHaveLength(6);
});
