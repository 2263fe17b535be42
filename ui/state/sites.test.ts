import { beforeEach, expect, test } from 'vitest';
import { openFirst } from '../tests/support';
import { Sites } from './sites.svelte';

beforeEach(() => localStorage.clear());

const SITE = { kind: 'wordpress', user: 'jo', secret: 'secret' } as const;
const names = (sites: Sites, story: string) => sites.chosen(story, []).map(({ name }) => name);

test('a site that is added takes the place of the practice site', async () => {
  const { transport } = await openFirst();
  const sites = new Sites(transport);
  await sites.refresh();
  expect(names(sites, 'a')).toEqual(['The Marlbridge Courier']);
  await sites.add(
    { ...SITE, name: 'Crier', url: 'https://crier.example/', fingerprint: null },
    'a',
  );
  expect(names(sites, 'a')).toEqual(['Crier']);
});

test('a site that is added joins those chosen for the story on the page', async () => {
  const { transport } = await openFirst();
  const sites = new Sites(transport);
  await sites.refresh();
  sites.choose('a', ['The Marlbridge Courier']);
  await sites.add(
    { ...SITE, name: 'Crier', url: 'https://crier.example/', fingerprint: null },
    'a',
  );
  expect(names(sites, 'a')).toEqual(['The Marlbridge Courier', 'Crier']);
});

test('the choice is there after the next start, without sites that are gone', async () => {
  const { transport } = await openFirst();
  await new Sites(transport).refresh();
  localStorage.setItem('copydesk.sites', '["Gone", "The Marlbridge Courier"]');
  const sites = new Sites(transport);
  await sites.refresh();
  expect(names(sites, 'b')).toEqual(['The Marlbridge Courier']);
  localStorage.setItem('copydesk.sites', '{rubbish');
  expect(() => new Sites(transport)).not.toThrow();
});

test('an answer that took longer does not take the place of a newer one', async () => {
  const { transport, desk } = await openFirst();
  const all = desk.sites;
  desk.sites = [];
  let answer = () => {};
  const late = new Promise<void>((resolve) => (answer = resolve));
  const slow: typeof transport.call = async (name, args) => {
    const told = await transport.call(name, args);
    if (desk.sites.length === 0) await late;
    return told;
  };
  const sites = new Sites(Object.assign(Object.create(transport), { call: slow }));
  const first = sites.refresh();
  await Promise.resolve().then(() => {});
  setTimeout(answer, 30);
  await new Promise((resolve) => setTimeout(resolve, 10));
  desk.sites = all;
  await Promise.all([sites.refresh(), first]);
  expect(sites.all).toHaveLength(all.length);
});

test('two sites of one title are told apart by the names they have here', async () => {
  const { transport } = await openFirst();
  const sites = new Sites(transport);
  for (const name of ['live', 'rehearsal']) {
    await sites.add({ ...SITE, name, url: `https://${name}.example/`, fingerprint: null });
  }
  expect(sites.title('live')).toBe('WordPress site (live)');
  expect(sites.title('rehearsal')).toBe('WordPress site (rehearsal)');
  expect(sites.title('The Marlbridge Courier')).toBe('The Marlbridge Courier');
  expect(sites.title('forgotten')).toBe('forgotten');
});
