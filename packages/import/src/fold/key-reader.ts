import { authorizedKeyProblem, bareKey } from "@fleet/core/internal";

/** What lines of `authorized_keys` are, each of which is read once: a large fleet has the same ones again and again. */
export interface KeyReader {
  /** What keeps a line from being declared; undefined where nothing does. */
  readonly problemOf: (line: string) => string | undefined;
  /** The key alone, without options and comment. */
  readonly keyOf: (line: string) => string;
}

/** A reader for one fold. */
export function createKeyReader(): KeyReader {
  return {
    problemOf: remember((line) =>
      line === "" ? "It is empty." : authorizedKeyProblem(line)?.problem,
    ),
    keyOf: remember(bareKey),
  };
}

function remember<T>(read: (line: string) => T): (line: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (line) => {
    const found = known.get(line) ?? { value: read(line) };
    known.set(line, found);
    return found.value;
  };
}
