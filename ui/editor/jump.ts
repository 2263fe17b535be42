import type { Finding } from '../api/bindings';
import type { OpenStory } from '../state/open-story.svelte';

/** Brings the person to what a finding is about. */
export function jumpTo({ field, picture, range }: Finding, open: OpenStory): void {
  if (field === 'body') {
    open.editor?.focus(range?.start, range?.end);
    return;
  }
  // What a picture lacks is asked for beneath it, wherever it stands.
  const name = picture ? `picture:${picture}:${field === 'lead' ? 'caption' : field}` : field;
  const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  place?.scrollIntoView({ block: 'center' });
  place?.focus();
}
