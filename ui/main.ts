import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/editor.css';
import { drawn } from './state/frames';

// Reading the code of the screen takes longer than drawing the page as it was left, so that comes first.
if (globalThis.__copydesk_drawn) await drawn();
await import('./begin');
