import { expect, test, vi } from 'vitest';
import type { Hits, StorySummary } from '../api/bindings';
import type { Args } from '../api/calls';
import { MemoryTransport } from '../api/memory/transport';
import { Stories } from './stories.svelte';

const hits = (count: number): Hits => ({ count, hits: [] });

/** Stories with these headlines, of a desk that finds what it is told to, when it is told to. */
async function stories(...headlines: string[]) {
  const asked: string[] = [];
  const waiting: ((found: Hits) => void)[] = [];
  const transport = new MemoryTransport();
  const list = headlines.map((headline) => ({ headline, status: 'draft' }) as StorySummary);
  transport.call = ((name: string, args: Args<'search'>) => {
    if (name === 'story_list') return Promise.resolve(list);
    asked.push(args.words);
    return new Promise<Hits>((resolve) => waiting.push(resolve));
  }) as typeof transport.call;
  const all = new Stories(transport);
  await all.refresh();
  /** Answers what was asked first of what is not answered yet. */
  const answer = async (found: Hits) => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
    waiting.shift()!(found);
    await new Promise((done) => setTimeout(done));
  };
  return { all, asked, answer };
}

test('the letters that headlines begin words with are asked for, the most frequent first', async () => {
  const { all, asked, answer } = await stories('Émile tells a Tale', '2 ducks: “Twins”');
  void all.prepare();
  for (let n = 0; n < 6; n++) await answer(hits(n));
  expect(asked).toEqual(['', 't', 'é', 'a', '2', 'd']);
});

test('whoever types before a letter is known does not wait for the others', async () => {
  const { all, asked, answer } = await stories('A bridge');
  void all.prepare();
  await answer(hits(0));
  void all.search('b');
  await answer(hits(1));
  await answer(hits(2));
  expect(asked).toEqual(['', 'a', 'b']);
  expect(all.found).toEqual(hits(2));
});

test('an answer to older words does not replace what is known of newer ones', async () => {
  const { all, answer } = await stories('bridge');
  void all.prepare();
  await answer(hits(0));
  await answer(hits(3));
  void all.search('bri');
  await new Promise((done) => setTimeout(done));
  void all.search('b');
  expect(all.found).toEqual(hits(3));
  await answer(hits(1));
  expect(all.found).toEqual(hits(3));
});
