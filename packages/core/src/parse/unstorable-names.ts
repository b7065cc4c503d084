import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";

/**
 * Names that JavaScript cannot keep as the key of a plain object. JSON and YAML can hold them, and
 * zod drops them without a word, so they are looked for before it parses.
 */
export function checkUnstorableNames(input: unknown): Diagnostic[] {
  return [...findUnstorable(input)].map(unstorableName);
}

const unstorable = "__proto__";

const sections = [
  "users",
  "hosts",
  "profiles",
  "aggregates",
  "features",
  "groups",
  "serviceAccounts",
  "operators",
];

/** Where there is such a name, in every part of a declaration whose keys are names. */
function* findUnstorable(input: unknown): Iterable<Path> {
  for (const section of sections) {
    if (holdsUnstorable(valueAt(input, section))) yield [section, unstorable];
  }
  if (holdsUnstorable(valueAt(valueAt(input, "policy"), "acceptedGroups"))) {
    yield ["policy", "acceptedGroups", unstorable];
  }
  if (holdsUnstorable(valueAt(valueAt(input, "secrets"), "readers"))) {
    yield ["secrets", "readers", unstorable];
  }
  for (const section of ["users", "hosts"]) {
    const moved = valueAt(valueAt(input, "moved"), section);
    if (holdsUnstorable(moved)) yield ["moved", section, unstorable];
  }
  yield* findInside(input, "users", ["hosts", "secrets"]);
  yield* findInside(input, "hosts", ["users", "secrets"]);
}

// A large fleet has a hundred thousand of these, so that places are only put together where one is meant.
function* findInside(input: unknown, section: string, keys: readonly string[]): Iterable<Path> {
  const record = valueAt(input, section);
  if (!isObject(record)) return;
  for (const id of Object.keys(record)) {
    const body = valueAt(record, id);
    for (const key of keys) {
      if (holdsUnstorable(valueAt(body, key))) yield [section, id, key, unstorable];
    }
  }
}

function holdsUnstorable(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, unstorable);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function valueAt(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function unstorableName(path: Path): Diagnostic {
  return coreCodes.create(
    "bad-name",
    `${quote(unstorable)} cannot be a name here: JavaScript keeps it for itself.`,
    { path, help: "Choose another name." },
  );
}
