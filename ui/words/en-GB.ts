import { DIALOGS } from './en-GB/dialogs';
import { PANEL } from './en-GB/panel';
import { PARTS } from './en-GB/parts';

/**
 * British English, by the screen on which it is said. What depends on something is a function, so that each
 * language counts and orders as it does; a sentence with something set apart in it comes as what stands
 * before and after that.
 */
export const EN_GB = { ...DIALOGS, ...PANEL, parts: PARTS };
