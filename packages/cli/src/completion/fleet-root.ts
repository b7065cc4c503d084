const load = process.getBuiltinModule;

/** Where to look for a fleet. */
export interface RootSearch {
  /** The folder of whoever asks: absolute. */
  readonly from: string;
  /** The word behind `--root` as it was typed, with its quotes; undefined where there is none. */
  readonly asked: string | undefined;
}

/** The names of config files, as `findConfigFile` of @fleet/project knows them; a test compares. */
export const configNames = ["ts", "mts", "js", "mjs", "json", "yaml", "yml"].map(
  (ending) => `fleet.config.${ending}`,
);

/**
 * The folder of the fleet as the commands find it: the one that was asked for, or the nearest one upwards
 * with a config file, unless that belongs to somebody else. Undefined where there is none.
 */
export function findFleetRoot({ from, asked }: RootSearch): string | undefined {
  const { dirname, resolve } = load("node:path");
  if (asked !== undefined) {
    const named = readWord(asked);
    return named === undefined ? undefined : resolve(from, named);
  }
  for (let folder = from; ; folder = dirname(folder)) {
    const owner = ownerOfConfig(folder);
    if (owner !== undefined) return isTrusted(owner) ? folder : undefined;
    if (dirname(folder) === folder) return undefined;
  }
}

function ownerOfConfig(folder: string): number | undefined {
  const { statSync } = load("node:fs");
  for (const name of configNames) {
    const stats = statSync(`${folder}/${name}`, { throwIfNoEntry: false });
    if (stats !== undefined) return stats.uid;
  }
  return undefined;
}

function isTrusted(owner: number): boolean {
  const me = process.getuid?.();
  if (me === undefined) return true;
  const sudo = me === 0 ? Number(process.env["SUDO_UID"] ?? 0) : 0;
  return [me, 0, sudo].includes(owner);
}

/**
 * What a shell would make of a word, as far as that needs no more than its quotes and `~/`; undefined of a
 * word that it would have to compute.
 */
function readWord(word: string): string | undefined {
  const parts = word.match(/\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[^\\'"]/g) ?? [];
  if (parts.join("") !== word) return undefined;
  let text = "";
  for (const part of parts) {
    if (part.startsWith("'")) text += part.slice(1, -1);
    else if (/^[^\\]*[$`]/.test(part)) return undefined;
    else if (part.startsWith('"')) text += part.slice(1, -1).replaceAll(/\\([$`"\\])/g, "$1");
    else text += part.startsWith("\\") ? part.slice(1) : part;
  }
  if (text === "") return undefined;
  const isHome = word === "~" || word.startsWith("~/");
  return isHome ? load("node:os").homedir() + text.slice(1) : text;
}
