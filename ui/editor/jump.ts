import type { Finding } from '../api/bindings';
import type { OpenStory } from '../state/open-story.svelte';

/** Brings the person to what a finding is about. */
export function jumpTo(finding: Pick<Finding, 'field' | 'range'>, open: OpenStory): void {
  if (finding.field === 'body') {
    open.editor?.focus(finding.range?.start, finding.range?.end);
    return;
  }
  const field = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(finding.field)}"]`);
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}
