// WordPress's own block editor code, without its screen: the very scripts that an unpacked
// WordPress ships are run in a jsdom window, so a verdict is the one its editor would give.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { JSDOM, VirtualConsole } from "jsdom";

/**
 * Loads the block editor of one WordPress.
 * @param {string} root folder of an unpacked WordPress (the one holding `wp-includes/`)
 * @returns {Promise<{parse: (content: string) => object[], validate: (block: object) => [boolean, object[]]}>}
 *   WordPress's `wp.blocks`, with the core blocks registered
 */
export async function openEditor(root) {
  const scripts = join(root, "wp-includes/js/dist");
  const needs = await dependencies(join(root, "wp-includes/assets/script-loader-packages.php"));
  // The scripts warn about much that has nothing to do with the content; a
  // script that fails to run leaves no `wp.blocks` and is told below.
  const { window } = new JSDOM("<!doctype html><body></body>", {
    url: "http://localhost/wp-admin/post.php",
    runScripts: "outside-only",
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  });
  supplyMissing(window);
  for (const name of inOrder("wp-block-library", needs)) {
    const file = name.startsWith("wp-") ? `${name.slice(3)}.min.js` : `vendor/${name}.min.js`;
    window.eval(await readFile(join(scripts, file), "utf8"));
    // WordPress renames it so that a theme's own underscore can keep the short name.
    if (name === "lodash") window.lodash = window._.noConflict();
  }
  // With it, WordPress registers the Classic block, where loose HTML ends up.
  window.wp.oldEditor = {};
  window.wp.blockLibrary.registerCoreBlocks();
  return window.wp.blocks;
}

// What browsers have and jsdom lacks: the editor's screen looks for these while
// loading; reading and checking blocks uses none of them.
function supplyMissing(window) {
  const still = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  window.matchMedia = () => ({ matches: false, addListener() {}, addEventListener() {} });
  window.ResizeObserver = still;
  window.IntersectionObserver = still;
  window.requestIdleCallback = (task) => window.setTimeout(task, 0);
  window.CSS ??= { escape: (text) => text, supports: () => false };
}

// WordPress's list of its own scripts, as PHP source:
// 'blocks.js' => array('dependencies' => array('react', 'wp-autop'), …)
async function dependencies(file) {
  const entry = /'([\w-]+)\.js' => array\('dependencies' => array\(([^)]*)\)/g;
  const needs = new Map([
    ["react-dom", ["react"]],
    ["react-jsx-runtime", ["react"]],
  ]);
  for (const [, name, list] of (await readFile(file, "utf8")).matchAll(entry)) {
    needs.set(`wp-${name}`, [...list.matchAll(/'([\w-]+)'/g)].map(([, need]) => need));
  }
  if (!needs.has("wp-block-library")) throw new Error(`${file} does not list the block library`);
  return needs;
}

function inOrder(script, needs, done = new Set()) {
  // Node's own language is newer than what the polyfills would add.
  if (done.has(script) || script === "wp-polyfill") return done;
  for (const need of needs.get(script) ?? []) inOrder(need, needs, done);
  return done.add(script);
}
