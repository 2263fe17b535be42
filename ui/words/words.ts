import { EN_GB } from './en-GB';

/** All a language has to say: another one is an object of this type, and is chosen here. */
export type Catalogue = typeof EN_GB;

/** What the screen says, in the language it is shown in. */
export const WORDS: Catalogue = EN_GB;

/** A command by its name in the tables. */
export type CommandId = keyof Catalogue['commands'];
