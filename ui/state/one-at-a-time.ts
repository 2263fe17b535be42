/** Does `work` whenever asked, never twice at once: what is asked for while it waits is one run. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let turn: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return () => {
    const begin = () => {
      waiting = null;
      return work();
    };
    waiting ??= turn = turn.catch(() => {}).then(begin);
    return waiting;
  };
}
