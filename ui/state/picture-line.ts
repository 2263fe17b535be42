const PICTURE_LINE = /^!\[[^\]]*\]\(([^)\s]+)\)\s*$/;

/** The name of the picture a line is, or null if the line is anything else. */
export const pictureOn = (line: string): string | null => PICTURE_LINE.exec(line)?.[1] ?? null;
