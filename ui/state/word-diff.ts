/** A run of words, and whether the other text has it too. */
export type Run = { text: string; differs: boolean };

/** Beyond this many pairs of words two texts are told apart as wholes. */
const MOST = 250_000;

/** Both texts in runs, so that what is only in one of them can be marked. */
export function wordDiff(was: string, now: string): { was: Run[]; now: Run[] } {
  const [one, other] = [tokens(was), tokens(now)];
  const apart = !was || !now || one.length * other.length > MOST;
  const shared = apart ? [] : common(one, other);
  return {
    was: runs(one, new Set(shared.map(([at]) => at))),
    now: runs(other, new Set(shared.map(([, at]) => at))),
  };
}

/** As the desk parts them (`merge::words`): runs of white space and of anything else. */
const tokens = (text: string): string[] => text.match(/\s+|\S+/g) ?? [];

/** The places of a longest common subsequence, in order. */
function common(one: string[], other: string[]): [number, number][] {
  const width = other.length + 1;
  const best = new Uint32Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const [right, below] = [best[i * width + j + 1]!, best[(i + 1) * width + j]!];
      const both = best[(i + 1) * width + j + 1]! + 1;
      best[i * width + j] = one[i] === other[j] ? both : Math.max(right, below);
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) found.push([i++, j++]);
    else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) i++;
    else j++;
  }
  return found;
}

function runs(tokens: string[], shared: Set<number>): Run[] {
  // White space between two words that differ parts nothing that is the same.
  const between = (at: number) => !tokens[at]!.trim() && !shared.has(at - 1) && !shared.has(at + 1);
  const all: Run[] = [];
  tokens.forEach((text, at) => {
    const differs = !shared.has(at) || between(at);
    const last = all.at(-1);
    if (last?.differs === differs) last.text += text;
    else all.push({ text, differs });
  });
  return all;
}

/** One place of a text, and what is to stand there instead. */
export type Edit = { from: number; to: number; insert: string };

/** What makes `now` of `was`, word by word and in order. */
export function edits(was: string, now: string): Edit[] {
  const most = Math.min(was.length, now.length);
  let head = 0;
  while (head < most && was[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  // Whole words are compared, so that none is parted.
  while (head > 0 && /\S/.test(was[head - 1]!)) head -= 1;
  while (tail > 0 && /\S/.test(was.at(-tail)!)) tail -= 1;
  const [one, other] = [was.slice(head, was.length - tail), now.slice(head, now.length - tail)];
  return between(tokens(one), tokens(other), head);
}

/** What makes some tokens of others; the first of which stand at `at`. */
function between(one: string[], other: string[], at: number): Edit[] {
  const shared = one.length * other.length > MOST ? [] : common(one, other);
  const all: Edit[] = [];
  let [i, j] = [0, 0];
  for (const [m, n] of [...shared, [one.length, other.length] as const]) {
    const gone = one.slice(i, m).join('');
    const insert = other.slice(j, n).join('');
    if (gone || insert) all.push({ from: at, to: at + gone.length, insert });
    at += gone.length + (one[m]?.length ?? 0);
    [i, j] = [m + 1, n + 1];
  }
  return all;
}
