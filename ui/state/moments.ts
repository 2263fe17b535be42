import { WORDS } from '../words/words';

const W = WORDS.moments;

/** An offset as a site tells its zone where it has no name for it: `+01:00`. */
const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

/** A zone Intl takes, and the milliseconds to add first: not every engine knows offsets. */
function known(zone: string): { timeZone: string; add: number } {
  const offset = OFFSET.exec(zone);
  if (!offset) return { timeZone: zone, add: 0 };
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return { timeZone: 'UTC', add: (offset[1] === '-' ? -minutes : minutes) * 60_000 };
}

function written(at: number, zone: string, how: Intl.DateTimeFormatOptions): string {
  const { timeZone, add } = known(zone);
  return new Intl.DateTimeFormat(WORDS.language, { ...how, timeZone }).format(at + add);
}

/** The moment in numbers, as a clock in the zone shows it, as if that were UTC. */
function wall(at: number, zone: string): number {
  const { timeZone, add } = known(zone);
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at + add);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const day = [part('year'), part('month') - 1, part('day')] as const;
  return Date.UTC(...day, part('hour'), part('minute'), part('second'));
}

/** What the zone's clocks call themselves at that moment: GMT, BST, CET, UTC+1. */
export function zoneName(at: string, zone: string): string {
  const offset = OFFSET.exec(zone);
  if (offset) return `UTC${zone}`;
  const parts = new Intl.DateTimeFormat(WORDS.language, { timeZone: zone, timeZoneName: 'short' });
  const name = parts.formatToParts(Date.parse(at)).find(({ type }) => type === 'timeZoneName');
  return name?.value ?? zone;
}

/** “Thu 26 Nov, 06:00”, with the year where it is another one. */
export function moment(at: string, zone: string, now = Date.now()): string {
  const then = Date.parse(at);
  const year = (one: number) => written(one, zone, { year: 'numeric' });
  const day = written(then, zone, { weekday: 'short', day: 'numeric', month: 'short' });
  const time = written(then, zone, { hour: '2-digit', minute: '2-digit' });
  const other = year(then) === year(now) ? '' : year(then);
  return W.at(day.replace(',', ''), other, time);
}

/** “Thu 26 Nov, 06:00 GMT”. */
export const zoned = (at: string, zone: string, now = Date.now()): string =>
  `${moment(at, zone, now)} ${zoneName(at, zone)}`;

/** “06:31” on the zone's same day, else “Thu 26 Nov, 06:00”. */
export function soon(at: string, zone: string, now = Date.now()): string {
  const day = (one: number) => written(one, zone, { dateStyle: 'short' });
  const then = Date.parse(at);
  if (day(then) !== day(now)) return moment(at, zone, now);
  return written(then, zone, { hour: '2-digit', minute: '2-digit' });
}

/** As a field for a moment holds it: `2026-11-26T06:00`. */
export const fieldOf = (at: string, zone: string): string =>
  new Date(wall(Date.parse(at), zone)).toISOString().slice(0, 16);

/** The moment such a field means in a zone, as RFC 3339; null where the clocks leap over
 * it or it is no moment. One that is there twice is the later: nothing is ever public too early. */
export function instant(field: string, zone: string): string | null {
  const meant = Date.parse(`${field.trim().replace(' ', 'T')}Z`);
  if (Number.isNaN(meant)) return null;
  // Before and after a change of the clocks: a zone is never more than a day from UTC.
  const offsets = [-86_400_000, 86_400_000].map((by) => wall(meant + by, zone) - (meant + by));
  const fits = offsets.map((offset) => meant - offset).filter((at) => wall(at, zone) === meant);
  return fits.length ? new Date(Math.max(...fits)).toISOString() : null;
}

/** As the desk reads it in the newsroom's zone: `2026-11-26 06:00`. */
export const asWritten = (field: string): string => field.replace('T', ' ').slice(0, 16);

/** The town of a zone, “London”; an offset as it is. */
const zoneTown = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ');

/** Whether two zones' clocks show the same time at that moment. */
export const sameClock = (at: string, one: string, other: string): boolean =>
  wall(Date.parse(at), one) === wall(Date.parse(at), other);

/** Which clock a field is meant by: “London time, BST”. */
export const clockName = (zone: string, at: string | null): string =>
  W.clock(zoneTown(zone), at ? zoneName(at, zone) : '');

/** Why nothing can be made to happen at what a field holds; empty if it can. */
export function wrongWith(field: string, zone: string, now: number): string {
  if (field === '') return '';
  const at = instant(field, zone);
  if (!at) return W.none;
  return Date.parse(at) <= now ? W.passed : '';
}
