/** What people ask when they sit here for the first time, and where the answer is. */
export const HELP = {
  questions: [
    {
      asked: 'Do I have to save?',
      answer:
        'No. Every word is kept on this computer as you type; History has what it was before.',
    },
    {
      asked: 'How do I add a picture?',
      answer:
        'Drop it on the page, paste it, or add it from a file. The first becomes the lead picture.',
    },
    {
      asked: 'What goes into a caption, a credit and alt text?',
      answer:
        'The caption says what is seen, who and where. The credit is only the name of whom it is from. Alt text says what it shows to readers who hear the page.',
    },
    {
      asked: 'Why can I not publish?',
      answer: 'Publish lists what is missing. Go through it from the top; each line leads there.',
    },
    {
      asked: 'What happens without a network?',
      answer:
        'You write on. What you publish waits in the outbox and goes once, by itself, when the site answers.',
    },
    {
      asked: 'What do the four lights beside a picture say?',
      answer:
        'Whether its words and its name have reached the page that readers get. They are read from there.',
    },
    {
      asked: 'How does my editor get the story?',
      answer: 'File… sends it to a site where they look, or writes a packet that goes by e-mail.',
    },
    {
      asked: 'Something public is wrong. What now?',
      answer: 'Correct… adds a dated note and sends the new text. Withdraw… takes the story off.',
    },
    {
      asked: 'How do I bring in a document?',
      answer:
        'Drop it on the window, or import it: Word, web pages, Markdown and plain text. A receipt says what was kept.',
    },
  ],
};
