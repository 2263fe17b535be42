import type { Delivery, Release, State, Step } from '../api/bindings';
import { WORDS } from '../words/words';
import { soon, zoned } from './moments';

const W = WORDS.deliveryStates;

/** It is not at its end yet, whoever has to do something about it. */
export const isOpen = ({ state }: Delivery): boolean => !['delivered', 'failed'].includes(state);

/** It was stopped by a mistake of ours, not by a person and not by a newer text. */
export const isStuck = ({ state, problem }: Delivery): boolean =>
  state === 'failed' && problem?.code === 'internal';

const ENDED: Record<Release, string> = W.ended;
const TITLES: Record<Exclude<State, 'delivered' | 'held'>, string> = W.titles;
const TAKING_OFF: Partial<Record<State, string>> = W.takingOff;

/** How far a delivery is, in a word or two. */
export function stateTitle(delivery: Delivery): string {
  const { state, release } = delivery;
  if (state === 'delivered') return ENDED[release];
  if (state === 'held') return W.held[heldBy(delivery)];
  return (release === 'withdraw' && TAKING_OFF[state]) || TITLES[state];
}

/** What a delivery is to do, beside the site's name. */
export const ERRANDS: Record<Release, string> = W.errands;

/** Milliseconds by which clocks may differ, and by which a site is looked at later than it was told. */
const SLACK = 5 * 60_000;

/** What keeps a held delivery: the site's own clockwork, an embargo, or the time somebody chose. */
function heldBy({ steps, at, next_try }: Delivery): keyof typeof W.held {
  if (!at) return 'embargo';
  const later = next_try && Date.parse(next_try) - Date.parse(at) > SLACK;
  if (later) return 'embargo';
  return steps.some(({ what, done }) => what === 'schedule' && done) ? 'site' : 'time';
}

/** Until when a delivery is held, and whether this computer has to be on then. */
export function heldWords(delivery: Delivery, site: string, zone: string, now?: number): string {
  const by = heldBy(delivery);
  const until = by === 'embargo' ? delivery.next_try : delivery.at;
  const when = until ? zoned(until, zone, now) : null;
  if (by === 'site') return W.bySite(site, when);
  return when ? W.byUsAt(when) : W.byUs;
}

/** “Next try at 06:31.” */
export function nextTry({ next_try, state }: Delivery, zone: string, now?: number): string {
  return next_try && state !== 'held' ? W.nextTry(soon(next_try, zone, now)) : '';
}

const MB = new Intl.NumberFormat(WORDS.language, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const megabytes = (bytes: number) => MB.format(bytes / 1e6);
const amount = (sent: number, total: number) => W.megabytes(megabytes(sent), megabytes(total));

/** How much of a picture on its way has left. */
export const bytes = ({ done, sent, total }: Step): string =>
  !done && total ? amount(sent ?? 0, total) : '';

export type Progress = { words: string; part: number };

/** The pictures of a delivery being sent, and the bytes of those on their way; `part` is 0 to 1. */
export function progress({ state, steps }: Delivery): Progress | null {
  const pictures = steps.filter(({ what }) => what.startsWith('picture:'));
  const done = pictures.filter((one) => one.done).length;
  if (state !== 'sending' || done === pictures.length) return null;
  const moving = pictures.filter((one) => !one.done && one.total);
  const sum = (of: 'sent' | 'total') => moving.reduce((all, one) => all + (one[of] ?? 0), 0);
  const [sent, total] = [sum('sent'), sum('total')];
  const part = (done + (total ? (moving.length * sent) / total : 0)) / pictures.length;
  const words = W.pictures(done, pictures.length, total ? amount(sent, total) : '');
  return { words, part };
}

/** The step a delivery being worked on has come to. */
export function stepNow({ state, steps }: Delivery): string {
  if (state !== 'sending' && state !== 'uncertain') return '';
  return steps.find(({ done }) => !done)?.label ?? '';
}

const began = ({ steps }: Delivery, what: string) =>
  steps.some((step) => step.what === what && step.started);

/** As `Delivery::can_cancel` has it: not while nobody could say what readers see after that. */
export function canCancel(delivery: Delivery): boolean {
  if (!isOpen(delivery)) return false;
  const words = delivery.steps.find(({ what }) => what === 'words');
  if (words?.started && !words.done) return false;
  return !['release', 'schedule', 'withdraw'].some((what) => began(delivery, what));
}

/** It may be told to wait; but a site that was told a moment keeps it all the same. */
export const canPause = (delivery: Delivery): boolean =>
  isOpen(delivery) &&
  delivery.state !== 'paused' &&
  !(delivery.state === 'sending' && !canCancel(delivery)) &&
  !(delivery.state === 'held' && heldBy(delivery) === 'site');

/** What the button is called that has a delivery tried at once; none where that changes nothing. */
export function retryWord(delivery: Delivery): string {
  const { state, problem } = delivery;
  if (state === 'paused') return W.resume;
  if (state === 'needs-you' || isStuck(delivery)) return W.again;
  const waits = state === 'queued' || state === 'uncertain';
  return waits && (problem || delivery.next_try) ? W.tryNow : '';
}

/** Anything can be done with it at all. */
export const canAct = (delivery: Delivery): boolean =>
  !!retryWord(delivery) || canPause(delivery) || canCancel(delivery);

/** How far among its steps it is, in one line: “Step 3 of 9: Send roof.jpg”. */
export function stepsLine(delivery: Delivery): string {
  const { steps } = delivery;
  const at = steps.findIndex(({ done }) => !done);
  const label = progress(delivery)?.words ?? steps[at]?.label ?? '';
  return at < 0 ? W.steps(steps.length) : W.step(at + 1, steps.length, label);
}
