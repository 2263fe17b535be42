/** Drawn scenes that stand for photographs in a plain browser. */
const SCENES: Record<string, string> = {
  'reading-room.jpg': `<defs><linearGradient id="a" x2="0" y2="1"><stop stop-color="#f3d9a4"/><stop offset="1" stop-color="#8a5a32"/></linearGradient></defs><rect width="1600" height="900" fill="url(#a)"/><path d="M0 0h1600L1100 330H500z" fill="#cfe0e4"/><path d="M500 330h600v210H500z" fill="#e6c58b"/><g stroke="#8d7a58" stroke-width="7" fill="none"><path d="M0 0l500 330M400 0l210 330M800 0v330M1200 0L990 330M1600 0l-500 330M250 165h1100"/></g><g fill="#5b3519"><path d="M0 900l520-360h60L260 900zM480 900l180-360h50L640 900zM960 900l-70-360h50l180 360zM1340 900l-320-360h60l520 360z"/></g><g fill="#2f6f55"><ellipse cx="330" cy="700" rx="46" ry="20"/><ellipse cx="620" cy="690" rx="40" ry="18"/><ellipse cx="980" cy="690" rx="40" ry="18"/><ellipse cx="1270" cy="700" rx="46" ry="20"/><ellipse cx="500" cy="600" rx="26" ry="12"/><ellipse cx="1100" cy="600" rx="26" ry="12"/></g>`,
  'roof-repairs.jpg': `<defs><linearGradient id="b" x2="0" y2="1"><stop stop-color="#7fa6c4"/><stop offset="1" stop-color="#e8e2d2"/></linearGradient></defs><rect width="1600" height="900" fill="url(#b)"/><path d="M0 900V620L800 210l800 410v280z" fill="#6d7f86"/><g stroke="#e9eef0" stroke-width="9"><path d="M800 210v690M400 415v485M1200 415v485M0 620v280M200 520v380M600 310v590M1000 310v590M1400 520v380M0 760h1600M180 620h1240"/></g><g fill="#d9772b"><rect x="690" y="330" width="56" height="120" rx="20"/><rect x="930" y="410" width="56" height="120" rx="20"/></g><g fill="#f2d16b"><circle cx="718" cy="310" r="30"/><circle cx="958" cy="390" r="30"/></g>`,
};
const PLAIN = `<rect width="1600" height="900" fill="#9fb0a6"/><circle cx="1180" cy="260" r="110" fill="#f1e4bd"/><path d="M0 900l460-430 330 300 300-250 510 380z" fill="#5e7468"/>`;

/** The name a scene goes by where a picture's SHA-256 would stand. */
export const scene = (name: string): string => (name in SCENES ? name : `plain-${name}`);

/** The scene as an address an `<img>` takes. */
export function sceneUrl(sha256: string): string {
  const drawing = SCENES[sha256] ?? PLAIN;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900">${drawing}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
