import type { ExplainedKey } from "@fleet/core/internal";
import { shellWord } from "@fleet/diagnostics";
import type { DeclaredKey, ExplainedSecrets, ExplainedWay } from "@fleet/project";
import type { Places } from "../access/access-ways.ts";
import { showPlace } from "./placed-values.ts";
import type { Section } from "./sections.ts";

/** More of one kind than this are counted. */
const listed = 12;

/** Keys and where they come from. */
export function listKeys(
  sshKeys: readonly ExplainedKey[],
  ageKeys: readonly DeclaredKey[],
  places: Places,
): Section {
  const words = {
    line: "SSH key",
    file: "SSH keys of the file",
    environment: "SSH key of the variable",
  };
  const rows = [
    ...sshKeys.map(({ key, from, path, missing }) => [
      words[from],
      key,
      `${showPlace(path, places)}${missing === null ? "" : `; not here: ${missing}`}`,
    ]),
    ...ageKeys.map(({ key, path }) => ["key for secrets", key, showPlace(path, places)]),
  ];
  return { head: "Keys", body: { head: ["kind", "key", "from"], rows } };
}

const deeds = {
  login: "log in",
  root: "become root",
  "trust-nix": "be trusted by Nix",
} as const;

/** What an account, or everybody on a host, can do there. */
export function listWays(
  ways: readonly ExplainedWay[],
  places: Places,
  { hasSubject }: { readonly hasSubject: boolean },
): Section["body"] {
  return {
    head: [...(hasSubject ? ["who"] : []), "can", "because"],
    rows: ways.map(({ who, verb, can, steps, others }) => [
      ...(hasSubject ? [who] : []),
      `${nameDeed(verb)}${can === "unknown" ? " (unknown)" : ""}`,
      [
        steps
          .map(({ reason, path }) =>
            path === null ? reason : `${reason}: ${showPlace(path, places)}`,
          )
          .join("; "),
        ...(others === 0 ? [] : [`and ${others} more ${others === 1 ? "way" : "ways"}`]),
      ].join("; "),
    ]),
  };
}

function nameDeed(verb: ExplainedWay["verb"]): string {
  return verb === "login" || verb === "root" || verb === "trust-nix" ? deeds[verb] : verb;
}

/** What a reader decrypts, and which command says more of it. */
export function listSecrets(
  secrets: ExplainedSecrets | null,
  places: Places,
  reader: string,
): readonly Section[] {
  if (secrets === null) return [];
  const { uses, rules } = secrets;
  const rest = rules.length - listed;
  return [
    {
      head: "Secrets that are delivered",
      body: {
        head: ["secret", "file", "key", "declared"],
        rows: uses.map(({ name, file, key, path }) => [name, file, key, showPlace(path, places)]),
      },
    },
    {
      head:
        rest > 0
          ? `Files that it decrypts (${listed} of ${rules.length})`
          : "Files that it decrypts",
      body: {
        head: ["file", "as", "rule"],
        rows: rules
          .slice(0, listed)
          .map(({ pattern, path, expressions, needsOthers }) => [
            pattern,
            `${expressions.join(", ")}${needsOthers ? ", together with others" : ""}`,
            path === null ? "by default" : showPlace(path, places),
          ]),
      },
    },
    ...(rules.length === 0
      ? []
      : [
          {
            head: "",
            body: [`Whether it can, by what the files say: fleet access of ${shellWord(reader)}`],
          },
        ]),
  ];
}
