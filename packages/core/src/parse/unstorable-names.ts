import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";

/**
 * Names that JavaScript cannot keep as the key of a plain object. JSON and YAML can hold them, and
 * zod drops them without a word, so they are looked for before it parses.
 */
export function checkUnstorableNames(input: unknown): Diagnostic[] {
  return recordsOfNames(input).flatMap(([path, record]) =>
    Object.hasOwn(record, unstorable) ? [unstorableName([...path, unstorable])] : [],
  );
}

const unstorable = "__proto__";

/** Every part of a declaration whose keys are names, with where it stands. */
function recordsOfNames(input: unknown): [Path, object][] {
  const sections = ["users", "hosts", "profiles", "aggregates", "features", "groups", "operators"];
  return [
    ...sections.flatMap((section) => recordAt(input, [section])),
    ...recordAt(input, ["policy", "acceptedGroups"]),
    ...recordAt(input, ["users"]).flatMap(([, users]) =>
      Object.keys(users).flatMap((user) => [
        ...recordAt(input, ["users", user, "hosts"]),
        ...recordAt(input, ["users", user, "secrets"]),
      ]),
    ),
    ...recordAt(input, ["hosts"]).flatMap(([, hosts]) =>
      Object.keys(hosts).flatMap((host) => [
        ...recordAt(input, ["hosts", host, "users"]),
        ...recordAt(input, ["hosts", host, "secrets"]),
      ]),
    ),
  ];
}

function recordAt(input: unknown, path: readonly string[]): [Path, object][] {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return [];
    value = Reflect.get(value, key);
  }
  return typeof value === "object" && value !== null ? [[path, value]] : [];
}

function unstorableName(path: Path): Diagnostic {
  return coreCodes.create(
    "bad-name",
    `${quote(unstorable)} cannot be a name here: JavaScript keeps it for itself.`,
    { path, help: "Choose another name." },
  );
}
