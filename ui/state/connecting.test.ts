import { expect, test } from 'vitest';
import type { Args } from '../api/calls';
import { SELF_SIGNED } from '../api/memory/doctor';
import { MemoryDesk } from '../api/memory/desk';
import { MemoryTransport } from '../api/memory/transport';
import { Connecting, type Typed } from './connecting.svelte';
import { Screen } from './screen.svelte';
import { Sites } from './sites.svelte';

const TYPED: Typed = {
  ...{ name: ' Town ', kind: 'wordpress', url: 'https://news.example' },
  ...{ user: 'edith', secret: 'secret' },
};

function connecting() {
  const desk = new MemoryDesk();
  const transport = new MemoryTransport(desk);
  const sites = new Sites(transport);
  return { desk, transport, sites, it: new Connecting(transport, sites) };
}

test('where adding a site fails the doctor is asked with what was typed', async () => {
  const { desk, it } = connecting();
  expect(await it.add({ ...TYPED, secret: 'wrong' }, null)).toBe(false);
  expect(it.error?.code).toBe('sign-in');
  expect(it.report?.of).toBe('Town');
  expect(it.report?.found.diagnosis?.fault).toBe('wrong-password');
  expect(desk.sites.map(({ name }) => name)).not.toContain('Town');
  expect(await it.add(TYPED, null)).toBe(true);
  expect([it.error, it.report, it.busy]).toEqual([null, null, false]);
});

test('a certificate is trusted only with the fingerprint the person confirmed', async () => {
  const { desk, it } = connecting();
  const seen: (string | null)[] = [];
  const add = desk.handlers.site_add;
  desk.handlers.site_add = (site: Args<'site_add'>) => {
    seen.push(site.fingerprint);
    if (!site.fingerprint) throw { code: 'unreachable', message: 'Not safe.', hint: 'Look.' };
    return add(site);
  };
  desk.handlers.site_doctor_new = ({ url }) => SELF_SIGNED(url);
  expect(await it.add(TYPED, null)).toBe(false);
  const fingerprint = it.report!.found.fingerprint!;
  expect(await it.add(TYPED, fingerprint)).toBe(true);
  expect(seen).toEqual([null, 'AB:CD']);
});

test('WordPress is asked in the browser, and a link nobody asked for is told', async () => {
  const { desk, transport, sites, it } = connecting();
  const opened: string[] = [];
  desk.handlers.open_page = ({ url }) => (opened.push(url), null);
  await it.authorise('Town', 'https://news.example');
  expect(opened[0]).toContain('https://news.example/wp-admin/authorize-application.php');
  expect([it.waiting?.name, it.answered()]).toEqual(['Town', null]);
  desk.sites.push({ ...desk.sites[0]!, name: 'Town' });
  await sites.refresh();
  expect([it.answered(), it.answered(), it.waiting]).toEqual(['Town', null, null]);

  const screen = new Screen(transport);
  const error = { code: 'invalid' as const, message: 'A strange link.', hint: 'Ask once more.' };
  transport.change({ what: 'refused', error });
  expect(screen.sites.refused).toEqual(error);
  expect(screen.layout.dialog).toBe('sites');
});
