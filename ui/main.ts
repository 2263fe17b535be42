import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/editor.css';
import { drawn } from './state/frames';

// Reading the code of the screen takes longer than drawing the page as it was left, so that comes first.
if (globalThis.__copydesk_end_look) await drawn();
try {
  await import('./begin');
} catch (broken) {
  // A page that nothing stands behind takes no letters.
  globalThis.__copydesk_end_look?.();
  throw broken;
}
