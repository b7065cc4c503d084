/** A word for a POSIX shell, quoted only where it must be. */
export function shellWord(word: string): string {
  return /^[\w./:@+=,-][\w./:@+=,#-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
