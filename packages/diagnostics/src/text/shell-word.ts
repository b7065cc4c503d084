/**
 * A word for a POSIX shell, quoted only where it must be. Control characters become question marks:
 * such a word is to be read and copied by people, and must not end a line or move the cursor.
 */
export function shellWord(word: string): string {
  const shown = word.replaceAll(/\p{Cc}/gu, "?");
  return /^[\w./:@+=,-][\w./:@+=,#-]*$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

/** A path as an operand for a POSIX shell, which no program takes for an option. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith("-") ? `./${path}` : path);
}
