// Makes a text from outside fit to store; what it says is left alone.

/**
 * Drops NUL, which ends a string for half of SQLite's own functions (the rest of the text would vanish), and turns lone
 * surrogates into U+FFFD, because they have no UTF-8: what is stored would differ from what was decided on.
 */
export const storableText = (text: string): string => text.replaceAll("\0", "").toWellFormed();
