/** The options that a source declares, and how many words each takes. */
export type DeclaredOptions = ReadonlyMap<string, number>;

/** Those of a program in Rust that derives them (clap 4). */
export function readClap(source: string): DeclaredOptions {
  const options = new Map<string, number>();
  const fields =
    /#\[(?:arg|clap)\(([\s\S]*?)\)\]\s*(?:(?:\/\/.*|#\[.*\])\s*)*(?:pub )?(\w+): ([^\n]+?),?\n/g;
  for (const [, attribute = "", field = "", type = ""] of source.matchAll(fields)) {
    const long = /\blong(?:\s*=\s*"([^"]+)")?/.exec(attribute);
    const short = /\bshort(?:\s*=\s*'(.)')?/.exec(attribute);
    const aliases = attribute.matchAll(/alias(?:\s*=\s*|\()"([^"]+)"/g);
    const names = [
      ...(long === null ? [] : [`--${long[1] ?? field.replaceAll("_", "-")}`]),
      ...(short === null ? [] : [`-${short[1] ?? field[0]}`]),
      ...[...aliases].map(([, alias]) => `--${alias}`),
    ];
    for (const name of names) options.set(name, countOfField(attribute, type));
  }
  // The verbosity of a crate of its own.
  if (source.includes("clap_verbosity_flag::Verbosity")) {
    for (const name of ["--verbose", "-v", "--quiet", "-q"]) options.set(name, 0);
  }
  return options;
}

function countOfField(attribute: string, type: string): number {
  if (type === "bool" || /ArgAction::Count/.test(attribute)) return 0;
  if (/num_args\s*=\s*1\.\./.test(attribute)) return Number.POSITIVE_INFINITY;
  return Number(/(?:num_args|number_of_values)\s*=\s*(\d+)/.exec(attribute)?.[1] ?? 1);
}

/** Those of a program in Go that declares them one by one (cobra and pflag), also by helpers of its own. */
export function readCobra(source: string): DeclaredOptions {
  const options = new Map<string, number>();
  const calls =
    /(?:Flags\(\)\.|addNixOption)(\w+?)(?:VarP|Var|P)?\((?:cmd, )?[^"\n]*?"([\w-]+)"(?:, "(\w)")?/g;
  for (const [, kind = "", long = "", short] of source.matchAll(calls)) {
    if (/^(?:Changed|Lookup|Set)/.test(kind)) continue;
    const count = kind === "Bool" ? 0 : 1;
    options.set(`--${long}`, count);
    if (short !== undefined) options.set(`-${short}`, count);
  }
  return options;
}

/** Those of a script that reads its words in one `case`, and shifts each away that an option takes. */
export function readCase(source: string): DeclaredOptions {
  const options = new Map<string, number>();
  const branches = /^ {4}(-[\w |-]+)\)\n([\s\S]*?)^ {6};;/gm;
  for (const [, labels = "", body = ""] of source.matchAll(branches)) {
    const count = body.match(/\bshift\b/g)?.length ?? 0;
    for (const name of labels.split("|")) options.set(name.trim(), count);
  }
  return options;
}
