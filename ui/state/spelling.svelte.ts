import type { Dictionary } from '../api/bindings';
import { WORDS } from '../words/words';
import type { Screen } from './screen.svelte';

/** A word in no dictionary, where it stands. */
export interface UnknownWord {
  word: string;
  /** The lower left corner of the word in the window. */
  at: { x: number; y: number };
  /** Puts another in its place. */
  replace: (by: string) => void;
  /** Goes back to where it stands. */
  back: () => void;
}

/** What can be done about a word in no dictionary. */
export class Spelling {
  /** The field of the page that is being written in. */
  writing = $state.raw<string | null>(null);
  asked = $state.raw<UnknownWord | null>(null);
  /** What could be meant by it, likeliest first. */
  suggestions = $state.raw<string[]>([]);

  constructor(private readonly screen: Screen) {}

  /** Asks what is to be done about it. */
  async ask(unknown: UnknownWord): Promise<void> {
    const { word } = unknown;
    // First, so that nothing moves beneath the mouse later.
    this.suggestions = await this.screen.transport.call('spelling_suggestions', { word });
    this.asked = unknown;
  }

  /** From now on the word is right. */
  async add(whose: Dictionary, word: string): Promise<void> {
    const set = async (known: boolean) => {
      await this.screen.transport.call('dictionary_set', { whose, word, known });
      await this.screen.check();
    };
    await set(true);
    const undo = () => void this.screen.attempt(() => set(false));
    const said = WORDS.told.inDictionary[whose](word);
    this.screen.toasts.say(said, { label: WORDS.told.undo, run: undo });
  }
}
