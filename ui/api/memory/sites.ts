import type * as T from '../bindings';
import type { Args } from '../calls';
import type { MemoryDesk } from './desk';
import { SAMPLE_KEYCHAIN, WRITER } from './sample';

/** The calls about sites, on a desk in memory. */
export const siteHandlers = (desk: MemoryDesk) => ({
  keychain: () => SAMPLE_KEYCHAIN,
  site_list: () => structuredClone(desk.sites),
  site_add: ({ secret, user, ...site }: Args<'site_add'>) => {
    if (secret !== 'secret') throw WRONG_PASSWORD;
    desk.sites.push({
      ...site,
      ...(user ? { user } : {}),
      practice: false,
      signed_in: true,
      this_run_only: true,
      account: WRITER,
    });
    return desk.site(site.name);
  },
  site_sign_in: ({ name, secret }: Args<'site_sign_in'>) => {
    if (secret !== 'secret') throw WRONG_PASSWORD;
    return Object.assign(desk.site(name), { signed_in: true });
  },
  site_remove: ({ name }: { name: string }) => {
    desk.sites = desk.sites.filter((site) => site.name !== name);
    return null;
  },
});

const WRONG_PASSWORD: T.Error = {
  code: 'sign-in',
  message: 'The site did not accept the password. Your stories are safe here.',
  hint: 'Check the user name, make a new application password on the site and try again.',
};
