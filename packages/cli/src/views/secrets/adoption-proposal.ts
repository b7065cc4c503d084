import type { SecretFileDeclaration } from "@fleet/core/internal";
import type { ConfigFile } from "@fleet/project";
import { quoteJson } from "@fleet/project/internal";
import { type AdoptionReport, guessOwner } from "@fleet/sops";

/** How a config is written: `script` for JavaScript and TypeScript. */
export type ConfigKind = ConfigFile["kind"];

/** How the parts of a declaration are written in a config. */
interface Notation {
  readonly key: (key: string) => string;
  /** What may stand behind an item of a list that others follow, and behind one that none does. */
  readonly commas: { readonly between: string; readonly last: string };
  /** What a comment begins with; undefined where there are none. */
  readonly comment: string | undefined;
  readonly frame: { readonly open: readonly string[]; readonly close: readonly string[] };
  readonly item: string;
}

const notations: { readonly [K in ConfigKind]: Notation } = {
  script: {
    key: (key) => key,
    commas: { between: ",", last: "," },
    comment: "// ",
    frame: { open: ["secrets: {", "  defaultRules: false,", "  files: ["], close: ["  ],", "},"] },
    item: "",
  },
  json: {
    key: quoteJson,
    commas: { between: ",", last: "" },
    comment: undefined,
    frame: {
      open: ['"secrets": {', '  "defaultRules": false,', '  "files": ['],
      close: ["  ]", "}"],
    },
    item: "",
  },
  yaml: {
    key: (key) => key,
    commas: { between: "", last: "" },
    comment: "# ",
    frame: { open: ["secrets:", "  defaultRules: false", "  files:"], close: [] },
    item: "- ",
  },
};

/**
 * The `secrets` of a declaration with proposed rules, as they are written in a config of the kind. Whose
 * keys they may be stands beside them as comments, and before them where the format has none.
 */
export function renderProposedSecrets(report: AdoptionReport, kind: ConfigKind): string[] {
  const notation = notations[kind];
  const { comment, commas, frame } = notation;
  const { proposal } = report.adoption;
  const guesses = guessKeys(report, notation);
  const named = proposal.map((rule) => nameKeys(rule, report));
  const items = proposal.flatMap((rule, index) => [
    ...(comment === undefined ? [] : (named[index] ?? []).map((name) => `    ${comment}${name}`)),
    renderItem(rule, kind) + (index < proposal.length - 1 ? commas.between : commas.last),
  ]);
  const [head = "", ...open] = frame.open;
  const kept = Object.entries(report.kept).map(
    ([key, value]) => `  ${notation.key(key)}: ${renderData(value, notation)}${commas.between}`,
  );
  const block = [head, ...kept, ...open, ...items, ...frame.close];
  if (comment !== undefined) return [...guesses.map((line) => `${comment}${line}`), ...block];
  const before = [...guesses, ...new Set(named.flat())];
  return [...before, ...(before.length > 0 ? [""] : []), ...block];
}

/** A rule as an item of `secrets.files`, on a line of its own. */
export function renderItem(rule: SecretFileDeclaration, kind: ConfigKind): string {
  return `    ${notations[kind].item}${renderData(rule, notations[kind])}`;
}

/** Data on one line; what stands in quotes is in those of JSON, which YAML and scripts read alike. */
function renderData(value: unknown, notation: Notation): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => renderData(item, notation)).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).flatMap(([key, part]) =>
      part === undefined ? [] : [`${writeKey(key, notation)}: ${renderData(part, notation)}`],
    );
    return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
  }
  const isPlain = typeof value === "number" || typeof value === "boolean";
  return isPlain ? String(value) : quoteJson(String(value));
}

/** A key as it is, or in quotes where it is a name that somebody chose. */
function writeKey(key: string, notation: Notation): string {
  return /^[A-Za-z_]\w*$/.test(key) ? notation.key(key) : quoteJson(key);
}

/** What the keys that a rule names are called in `.sops.yaml`. */
function nameKeys(rule: SecretFileDeclaration, { anchors }: AdoptionReport): string[] {
  const readers = [...(rule.readers ?? []), ...(rule.groups ?? []).flat()];
  return readers.flatMap((reader) => {
    const anchor = anchors.get(reader);
    return anchor === undefined ? [] : [`${anchor}: ${reader}`];
  });
}

/** What could be declared so that names stand in the rules instead of keys. */
function guessKeys(report: AdoptionReport, notation: Notation): string[] {
  return report.adoption.unnamed.flatMap((id) => {
    const reader = guessOwner(report, id);
    if (reader === undefined) return [];
    const [kind, name] = [
      reader.slice(0, reader.indexOf(":")),
      reader.slice(reader.indexOf(":") + 1),
    ];
    const key = kind === "host" ? { ageKey: id } : { ageKeys: [id] };
    const owner = `{ ${quoteJson(name)}: ${renderData(key, notation)} }`;
    const section = kind === "service" ? "serviceAccounts" : `${kind}s`;
    return [`${notation.key(section)}: ${owner}?`];
  });
}
