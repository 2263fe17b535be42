import type { CreditUsed, Delivery, Picture, PictureUse, Story } from '../bindings';
import { credit } from '../../state/credits.svelte';

/** Credits in use one of whose words begins so, the most used first. */
export function creditsUsed(stories: Story[], begun: string): CreditUsed[] {
  const found = new Map<string, CreditUsed>();
  const latest = stories.toSorted((a, b) => b.updated.localeCompare(a.updated));
  for (const picture of latest.flatMap(({ pictures }) => pictures)) {
    const one = credit(picture);
    const before = found.get(one.credit);
    if (before) before.used += 1;
    else if (one.credit) found.set(one.credit, one);
  }
  const words = begun.trim().toLowerCase();
  const fits = (text: string) => ` ${text.toLowerCase()}`.includes(` ${words}`);
  return [...found.values()].filter((one) => fits(one.credit)).sort((a, b) => b.used - a.used);
}

/** Every story that has the picture, with the pages it was delivered to. */
export function pictureUses(
  stories: Story[],
  deliveries: Delivery[],
  sha256: string,
): PictureUse[] {
  return stories.flatMap(({ id, copy, status, pictures }) => {
    const picture = pictures.find((one) => one.sha256 === sha256);
    if (!picture) return [];
    const there = deliveries.filter(({ story, state }) => story === id && state === 'delivered');
    const live = there.map(({ site, url = '', release }) => ({ site, url, release }));
    return [{ story: id, headline: copy.headline, status, name: picture.name, held: true, live }];
  });
}

/** What was set about the same photograph in any story. */
export function known(stories: Story[], sha256: string): Partial<Picture> {
  const found = stories.flatMap(({ pictures }) => pictures).find((one) => one.sha256 === sha256);
  if (!found) return {};
  return structuredClone(found);
}
