import type { Hits } from '../api/bindings';

/** So many letters are foreseen: an alphabet and its numerals. */
const MOST = 40;
/** So many headlines say which letters words begin with here: reading all of ten thousand takes two frames. */
const SAMPLE = 1000;

/**
 * What the first letter of a search finds, known before it is typed: such an answer is drawn with the
 * letter, where one that has to be asked for is a frame late.
 */
export class Foreseen {
  readonly #answers = new Map<string, Hits>();
  /** Counts up whenever what is being asked for is no longer wanted. */
  #turn = 0;

  /** Asks for what each letter finds, the one that most words of the headlines begin with first. */
  async ask(headlines: string[], find: (words: string) => Promise<Hits>): Promise<void> {
    const turn = ++this.#turn;
    for (const letter of initials(headlines)) {
      if (this.#answers.has(letter)) continue;
      const hits = await find(letter);
      if (turn !== this.#turn) return;
      this.#answers.set(letter, hits);
    }
  }

  /** Asks for no more; what is known stays. */
  stop(): void {
    this.#turn++;
  }

  /** Some story is another by now. */
  forget(): void {
    this.stop();
    this.#answers.clear();
  }

  answer(words: string): Hits | undefined {
    return this.#answers.get(words.toLowerCase());
  }
}

/** The letters that words begin with, the most frequent first. */
function initials(texts: string[]): string[] {
  const step = Math.ceil(texts.length / SAMPLE);
  const some = texts
    .filter((_, n) => n % step === 0)
    .join(' ')
    .toLowerCase();
  const times = new Map<string, number>();
  for (const [letter] of some.matchAll(/(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}]/gu))
    times.set(letter, (times.get(letter) ?? 0) + 1);
  const frequent = [...times].sort(([, a], [, b]) => b - a).slice(0, MOST);
  return frequent.map(([letter]) => letter);
}
