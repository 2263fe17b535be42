#!/usr/bin/env node
// validate.mjs WORDPRESS [FILE] - opens post contents in WordPress's own block editor code.
//
// WORDPRESS is the folder of an unpacked WordPress (tests/support/wordpress/tree.sh prints one);
// FILE, or stdin without it, is a JSON array of post contents. Prints a line for each block and
// exits 1 if the editor would say "unexpected or invalid content" of any, or if anything would
// land in a Classic or an unknown block; 2 if the input is no such array or holds no post.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { openEditor } from "./editor.mjs";

// Where the editor puts what it does not recognise: Classic, and "not supported here".
const FALLBACKS = new Set(["core/freeform", "core/missing"]);

/**
 * The verdict on each block of one post, nested blocks after the one that holds them.
 * @param {Awaited<ReturnType<typeof openEditor>>} editor
 * @param {string} content a post's raw content
 * @returns {{name: string, depth: number, valid: boolean, why: string}[]}
 */
export function verdicts(editor, content) {
  // The editor's arrays belong to its own window, hence the copies.
  const inside = (blocks, depth) =>
    [...blocks].flatMap((block) => [verdict(block, depth), ...inside(block.innerBlocks, depth + 1)]);
  return inside(editor.parse(content), 0);
}

function verdict(block, depth) {
  if (FALLBACKS.has(block.name)) {
    const origin = block.attributes.originalName ?? "text outside any block";
    return { name: block.name, depth, valid: false, why: `not recognised: ${origin}` };
  }
  // WordPress keeps its complaints as console arguments; a block type among them
  // would fill a screen, its name says it.
  const plain = (part) => part?.name ?? (typeof part === "object" ? JSON.stringify(part) : part);
  const why = [...(block.isValid ? [] : block.validationIssues)]
    .map(({ args }) => format(...[...args].map(plain)))
    .join("; ");
  return { name: block.name, depth, valid: block.isValid, why };
}

async function main([wordpress, file]) {
  if (!wordpress) throw new Error("name the folder of an unpacked WordPress");
  const contents = JSON.parse(file ? await readFile(file, "utf8") : await text(process.stdin));
  if (!Array.isArray(contents) || !contents.length || !contents.every((content) => typeof content === "string")) {
    throw new Error("the input must be a JSON array of post contents, and not an empty one");
  }
  const editor = await openEditor(wordpress);
  let invalid = 0;
  contents.forEach((content, post) => {
    const blocks = verdicts(editor, content);
    console.log(`post ${post + 1}: ${blocks.length} blocks`);
    for (const { name, depth, valid, why } of blocks) {
      console.log(`${"  ".repeat(depth + 1)}${valid ? "valid" : "INVALID"} ${name}${why && `: ${why}`}`);
      if (!valid) invalid += 1;
    }
    // An empty post would pass every check above without having shown anything.
    if (!blocks.length) invalid += 1;
  });
  console.log(invalid ? `${invalid} blocks would not open` : "every block opens");
  return invalid ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main(process.argv.slice(2)).then(
    (status) => (process.exitCode = status),
    (error) => {
      console.error(`validate: ${error.message}`);
      process.exitCode = 2;
    },
  );
}
