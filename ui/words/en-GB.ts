import { COMMANDS } from './en-GB/commands';
import { COMPARED } from './en-GB/compared';
import { LANGUAGE } from './en-GB/count';
import { DELIVERIES } from './en-GB/deliveries';
import { DIALOGS } from './en-GB/dialogs';
import { ERRORS } from './en-GB/errors';
import { FIELDS } from './en-GB/fields';
import { HELP } from './en-GB/help';
import { NAMES } from './en-GB/names';
import { ON_PAGE } from './en-GB/on-page';
import { PAGE } from './en-GB/page';
import { PANEL } from './en-GB/panel';
import { PARTS } from './en-GB/parts';
import { REVIEW } from './en-GB/review';
import { SENDING } from './en-GB/sending';
import { STORIES } from './en-GB/stories';
import { TOLD } from './en-GB/told';

/**
 * British English, by the screen on which it is said. What depends on something is a function, so that each
 * language counts and orders as it does; a sentence with something set apart in it comes as what stands
 * before and after that.
 */
export const EN_GB = {
  language: LANGUAGE,
  ...NAMES,
  ...STORIES,
  ...PAGE,
  ...ON_PAGE,
  ...FIELDS,
  ...REVIEW,
  ...COMPARED,
  ...SENDING,
  ...DELIVERIES,
  ...PANEL,
  ...DIALOGS,
  ...COMMANDS,
  ...HELP,
  ...TOLD,
  ...ERRORS,
  parts: PARTS,
};
