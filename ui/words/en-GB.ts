import { COMMANDS } from './en-GB/commands';
import { DIALOGS } from './en-GB/dialogs';
import { FIELDS } from './en-GB/fields';
import { HELP } from './en-GB/help';
import { PAGE } from './en-GB/page';
import { PANEL } from './en-GB/panel';
import { PARTS } from './en-GB/parts';
import { REVIEW } from './en-GB/review';
import { SENDING } from './en-GB/sending';
import { STORIES } from './en-GB/stories';

/**
 * British English, by the screen on which it is said. What depends on something is a function, so that each
 * language counts and orders as it does; a sentence with something set apart in it comes as what stands
 * before and after that.
 */
export const EN_GB = {
  ...STORIES,
  ...PAGE,
  ...FIELDS,
  ...REVIEW,
  ...SENDING,
  ...PANEL,
  ...DIALOGS,
  ...COMMANDS,
  ...HELP,
  parts: PARTS,
};
