import type { DoctorReport, Error as DeskError, SiteView } from '../api/bindings';
import type { Args, Transport } from '../api/calls';
import { asError } from '../api/errors';
import type { Sites } from './sites.svelte';

/** What a person typed about a site that is not connected yet. */
export type Typed = Omit<Args<'site_add'>, 'user' | 'fingerprint'> & { user: string };

/** Connecting sites: adding, signing in, and looking at what stands in the way. */
export class Connecting {
  /** Something is being asked of a site. */
  busy = $state(false);
  error = $state.raw<DeskError | null>(null);
  /** What the doctor found last, and of which site. */
  report = $state.raw<{ of: string; found: DoctorReport } | null>(null);
  /** The site that WordPress was asked about in the browser, until its answer comes back. */
  waiting = $state.raw<{ name: string; before: SiteView[] } | null>(null);

  constructor(
    private readonly transport: Transport,
    private readonly sites: Sites,
  ) {}

  /** Adds a site, for the story on the page too; where that fails the doctor says why. Whether it was
   * added. */
  async add(typed: Typed, fingerprint: string | null, story?: string): Promise<boolean> {
    const site = {
      ...typed,
      name: typed.name.trim(),
      user: typed.user.trim() || null,
      fingerprint,
    };
    const added = await this.attempt(() => this.sites.add(site, story));
    if (!added) await this.#look(site.name, () => this.transport.call('site_doctor_new', site));
    return added;
  }

  /** Looks at a connected site. */
  async check(name: string): Promise<void> {
    this.error = this.sites.refused = null;
    await this.#look(name, () => this.transport.call('site_doctor', { name }));
  }

  /** Opens the page where WordPress lets Copydesk in; its answer comes back by a link. */
  async authorise(name: string, url: string, fingerprint: string | null = null): Promise<void> {
    const asked = { name: name.trim(), url: url.trim(), fingerprint };
    const opened = await this.attempt(async () => {
      const page = await this.transport.call('site_authorise', asked);
      await this.transport.call('open_page', { url: page });
    });
    if (opened) this.waiting = { name: asked.name, before: this.sites.all };
  }

  /** The site whose answer has come back from the browser, once; null while there is none. */
  answered(): string | null {
    if (!this.waiting || this.sites.all === this.waiting.before) return null;
    const { name } = this.waiting;
    if (!this.sites.all.some((site) => site.name === name && site.signed_in)) return null;
    this.waiting = null;
    return name;
  }

  /** Does something with a site, and keeps its refusal to be shown. Whether it was done. */
  async attempt(act: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    this.report = null;
    this.waiting = null;
    this.sites.refused = null;
    try {
      await act();
      return true;
    } catch (thrown) {
      this.error = asError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #look(of: string, ask: () => Promise<DoctorReport>): Promise<void> {
    this.busy = true;
    this.report = null;
    try {
      this.report = { of, found: await ask() };
    } catch (thrown) {
      this.error ??= asError(thrown);
    }
    this.busy = false;
  }
}
