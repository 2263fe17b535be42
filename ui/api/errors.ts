import type { Code, Error as DeskError } from './bindings';
import { WORDS } from '../words/words';

/** How loudly an error speaks: `wait` mends itself, `act` needs the person, `stop` is our defect. */
export type Tone = 'wait' | 'act' | 'stop';
/** What the one button beside an error does; the pane that shows it knows how. */
export type Remedy = 'retry' | 'reload' | 'sign-in' | 'sites' | 'none';
export type Look = { tone: Tone; title: string; button: string; remedy: Remedy };

const W = WORDS.errors;

const look = (tone: Tone, title: string, button = '', remedy: Remedy = 'none'): Look => ({
  tone,
  title,
  button,
  remedy,
});

/** The one table from code to tone, words and button. What happened and what to do come with the error. */
export const LOOKS: Record<Code, Look> = {
  'not-found': look('act', W.titles['not-found'], W.reload, 'reload'),
  conflict: look('act', W.titles.conflict, W.compare, 'reload'),
  invalid: look('act', W.titles.invalid),
  'illegal-move': look('act', W.titles['illegal-move'], W.reload, 'reload'),
  storage: look('stop', W.titles.storage, W.retry, 'retry'),
  'newer-database': look('stop', W.titles['newer-database']),
  picture: look('act', W.titles.picture),
  'house-pack': look('act', W.titles['house-pack']),
  'no-keychain': look('act', W.titles['no-keychain']),
  'sign-in': look('act', W.titles['sign-in'], W.signIn, 'sign-in'),
  forbidden: look('act', W.titles.forbidden, W.sites, 'sites'),
  unreachable: look('wait', W.titles.unreachable, W.now, 'retry'),
  busy: look('wait', W.titles.busy, W.now, 'retry'),
  refused: look('act', W.titles.refused, W.again, 'retry'),
  gone: look('act', W.titles.gone),
  'not-the-api': look('act', W.titles['not-the-api'], W.sites, 'sites'),
  internal: look('stop', W.titles.internal, W.again, 'retry'),
};

/** Whatever was thrown, as an error of the desk. */
export function asError(thrown: unknown): DeskError {
  if (isDeskError(thrown)) return thrown;
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: W.internal.message(cause),
    hint: W.internal.hint,
  };
}

function isDeskError(thrown: unknown): thrown is DeskError {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { code, message } = thrown as Partial<DeskError>;
  return typeof message === 'string' && typeof code === 'string' && code in LOOKS;
}
