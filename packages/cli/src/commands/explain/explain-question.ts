import { type Checked, compareNames, nearestName, quote, suggestName } from "@fleet/diagnostics";
import type { LockedFleet } from "@fleet/project";
import { createProblem, openCodeIndex } from "../../command/codes.ts";
import { type Topic, topics } from "../../command/entries/explained-topics.ts";
import type { ExplainedThing } from "./explain-thing.ts";

/** The kinds of things that are explained by name. */
const kinds = ["user", "host", "profile", "file", "code"] as const;

/** What somebody wants to have explained. */
export type ExplainQuestion =
  | ExplainedThing
  | { readonly kind: "file" | "code"; readonly name: string }
  | { readonly kind: "topic"; readonly name: Topic }
  /** A name by itself, of which only the fleet says what it is. */
  | { readonly kind: "name"; readonly name: string };

/** Reads what stands behind `fleet explain`. What a name by itself is, `chooseMeaning` says. */
export function readExplainQuestion(operands: readonly string[]): Checked<ExplainQuestion> {
  const [first, second] = operands;
  if (first === undefined) return refuse("Nothing is said of what to explain.", usage);
  if (second !== undefined) {
    const kind = kinds.find((one) => one === first);
    if (kind !== undefined) return accept({ kind, name: second });
    return refuse(`${quote(first)} is no kind of thing.`, suggestName(first, kinds, "kind"));
  }
  const topic = topics.find((one) => one === first);
  if (topic !== undefined) return accept({ kind: "topic", name: topic });
  const [, word = "", rest = ""] = /^([a-z]+):(.+)$/s.exec(first) ?? [];
  const prefix = kinds.find((one) => one === word);
  if (prefix !== undefined) return accept({ kind: prefix, name: rest });
  if (kinds.some((one) => one === first)) {
    return refuse(
      `Nothing is said of which ${first} to explain.`,
      `Write: fleet explain ${first} NAME`,
    );
  }
  if (isCode(first)) return accept({ kind: "code", name: first });
  const at = first.lastIndexOf("@");
  if (at > 0 && !first.includes("/")) {
    return accept({ kind: "account", user: first.slice(0, at), host: first.slice(at + 1) });
  }
  return accept({ kind: "name", name: first });
}

/** Whether a word is a code, or would be one of an area that there is. */
function isCode(word: string): boolean {
  const [, area] = /^([a-z-]+)\/[a-z0-9-]+$/.exec(word) ?? [];
  if (area === undefined) return false;
  const index = openCodeIndex();
  if (index.has(word)) return true;
  // `secrets/wifi` is a file rather than a slip in a code.
  const isNear = nearestName(word, index.keys(), 2) !== undefined;
  return isNear && [...index.keys()].some((code) => code.startsWith(`${area}/`));
}

/** What a name by itself is in a fleet; where it is several things, how to ask for each. */
export function chooseMeaning(
  { declared }: Pick<LockedFleet, "declared">,
  name: string,
): Checked<ExplainQuestion> {
  const sections = [
    ["user", declared.users],
    ["host", declared.hosts],
    ["profile", declared.profiles],
  ] as const;
  const meant = sections.flatMap(([kind, section]) => (section.has(name) ? [kind] : []));
  const [first, second] = meant;
  if (first !== undefined && second === undefined) return accept({ kind: first, name });
  if (first !== undefined) {
    const ways = meant.map((kind) => `fleet explain ${kind} ${quote(name).slice(1, -1)}`);
    const message = `${quote(name)} is ${meant.map((kind) => `a ${kind}`).join(" and ")}.`;
    return refuse(message, `Write: ${ways.join(", or ")}`, "unclear-name");
  }
  if (/[/.]/.test(name)) return accept({ kind: "file", name });
  const code = [...openCodeIndex().keys()].find((one) => one.endsWith(`/${name}`));
  if (code !== undefined) return accept({ kind: "code", name: code });
  const known = sections.flatMap(([, section]) => [...section.keys()]);
  const names = [...new Set([...known, ...topics])].sort(compareNames);
  const message = `${quote(name)} is no user, host, profile, file or code.`;
  return refuse(message, suggestName(name, names, "name"), "unknown-name");
}

const usage =
  "Write: fleet explain USER@HOST, fleet explain host NAME, user NAME, profile NAME or file PATH, or a code such as fleet explain core/unknown-user.";

function accept(value: ExplainQuestion): Checked<ExplainQuestion> {
  return { ok: true, value, diagnostics: [] };
}

function refuse(
  message: string,
  help: string,
  problem: "unknown-option" | "unknown-name" | "unclear-name" = "unknown-option",
): Checked<never> {
  return { ok: false, diagnostics: [createProblem(problem, message, { help })] };
}
