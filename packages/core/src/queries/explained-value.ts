import { formatPath, holdsPrivateKey, type Path } from "@fleet/diagnostics";
import type { Placement, User } from "../parse/fleet.ts";
import type { Decided, Origin } from "../resolve/resolved-fleet.ts";

/** A value as JSON holds it. */
export type ExplainedJson = string | number | boolean | null | readonly string[];

/** A place that is asked for a value. */
export interface AskedPlace {
  /** What kind of place it is. */
  readonly origin: Origin;
  /** The place in the declaration; null for the ledger, and for what holds where nobody says anything. */
  readonly path: Path | null;
  /** What it says; null where it says nothing. */
  readonly says: ExplainedJson;
}

/** A value, what decided it, and who else was asked for it. A row of plain data, as JSON holds it. */
export interface ExplainedValue {
  /** As the declaration calls it, such as `shell`. */
  readonly name: string;
  /** Null where it is left to the system, or there is none. */
  readonly value: ExplainedJson;
  readonly origin: Origin;
  /** Where it was decided; null for the ledger, and where nothing in the declaration did. */
  readonly path: Path | null;
  /** All that were asked, in the order in which they are; the first that says something has decided. */
  readonly asked: readonly AskedPlace[];
}

/**
 * A decided value beside all that can decide about it, in their order. What decided is always among them: where it is
 * of none of the usual places, such as a disabled account that has no rights, it comes first.
 */
export function explainValue(
  name: string,
  decided: Decided<ExplainedJson>,
  usual: readonly AskedPlace[],
): ExplainedValue {
  const { value, origin, path = null } = decided;
  const isAnswer = (asked: AskedPlace) =>
    path === null
      ? asked.path === null && asked.origin === origin
      : asked.path !== null && formatPath(asked.path) === formatPath(path);
  const index = usual.findIndex(isAnswer);
  const decider = { origin, path, says: value };
  const isUsual = index !== -1 && usual.slice(0, index).every(({ says }) => says === null);
  const asked = isUsual
    ? usual.with(index, decider)
    : [decider, ...usual.filter((_, at) => at !== index)];
  return { name, value, origin, path, asked };
}

/** What a placement and its user say about a key, in the order in which they are asked. */
export function askPerson(
  { placement, user }: { readonly placement: Placement; readonly user: User },
  key: keyof User["own"],
): AskedPlace[] {
  return [
    {
      origin: "placement",
      path: placeInPlacement(placement, key),
      says: sayJson(placement.own[key]),
    },
    { origin: "user", path: ["users", user.id, key], says: sayJson(user.own[key]) },
  ];
}

/** A place of the declaration with what it says. */
export function askPlace(origin: Origin, path: Path, said: unknown): AskedPlace {
  return { origin, path, says: sayJson(said) };
}

/** What holds where the declaration says nothing. */
export function askNobody(value: ExplainedJson): AskedPlace {
  return { origin: "built-in", path: null, says: value };
}

/** The place of a key in a placement; of one that is but a name in a list, where it would have to be written. */
function placeInPlacement({ path, user, own }: Placement, key: keyof Placement["own"]): Path {
  const isNamed = typeof path.at(-1) === "number" && own[key] === undefined;
  return isNamed ? [...path.slice(0, -1), user, key] : [...path, key];
}

/** A declared value as it may be shown: of a password, never what it is. */
export function sayJson(said: unknown): ExplainedJson {
  switch (typeof said) {
    case "string":
      // Whoever wrote one in place of another value has been told so; here it is not said again.
      return holdsPrivateKey(said) ? "a private key" : said;
    case "number":
    case "boolean":
      return said;
    case "object":
      if (said === null) return null;
      return Array.isArray(said) ? said.map(String) : nameKind(said);
    default:
      return null;
  }
}

/** What an object says in a word or two: of a password where it comes from, never the hash. */
function nameKind(said: object): string {
  const text = (key: string): unknown => (Object.hasOwn(said, key) ? Reflect.get(said, key) : null);
  const secret = text("secret");
  if (typeof secret === "string") return `the secret ${secret}`;
  if (text("hash") !== null || text("hashedPassword") !== null) return "a hash";
  return Object.keys(said).join(", ");
}
