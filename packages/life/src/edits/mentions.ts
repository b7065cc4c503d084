import { formatPath } from "@fleet/diagnostics";
import type { Json } from "@fleet/project";
import { type DeclarationPath, isRecord } from "./declaration-edit.ts";

/** Who or what a command is about. */
export interface Subject {
  readonly kind: "user" | "host";
  readonly id: string;
}

/** A place of a declaration that names somebody or something. */
export interface Mention {
  /** Of a list's item or a value its own path; of a key the path that ends with it. */
  readonly path: DeclarationPath;
  readonly form: "key" | "item" | "value" | "text";
  /** What stands there with another id in its place. */
  readonly renamed: (to: string) => string;
}

/** How a place names its subject. */
type Naming = "id" | "reader" | "place";

type Pattern = readonly [path: readonly string[], naming: Naming, form: Mention["form"]];

const any = "*";
const readerPlaces: readonly Pattern[] = [
  [["secrets", "files", any, "readers", any], "reader", "item"],
  [["secrets", "files", any, "groups", any, any], "reader", "item"],
  [["secrets", "files", any, "holdsKeyOf", any], "reader", "item"],
  [["secrets", "readers", any, any], "reader", "item"],
  [["root", any, "sshKeys", any], "reader", "item"],
  [["policy", "accept", any, "at"], "place", "text"],
];

/** Where a declaration names users, and where hosts. A list and a record of placements are told apart by what is there. */
const places: { readonly [K in Subject["kind"]]: readonly Pattern[] } = {
  user: [
    [["users", any], "id", "key"],
    [["hosts", any, "users", any], "id", "item"],
    [["hosts", any, "primaryUser"], "id", "value"],
    [["groups", any, "members", any], "id", "item"],
    [["policy", "acceptedGroups", any], "id", "key"],
    [["policy", "sharedUids", any, "users", any], "id", "item"],
    [["moved", "users", any], "id", "value"],
    ...readerPlaces,
  ],
  host: [
    [["hosts", any], "id", "key"],
    [["users", any, "hosts", any], "id", "item"],
    [["users", any, "sshKeys", any, "hosts", any], "id", "item"],
    [["users", any, "services", "codeServer", "hosts", any], "id", "item"],
    [["serviceAccounts", any, "hosts", any], "id", "item"],
    [["groups", any, "hosts", any], "id", "item"],
    [["root", any, "hosts", any], "id", "item"],
    [["moved", "hosts", any], "id", "value"],
    ...readerPlaces,
  ],
};

/** Every place of a declaration that names a user or host, in the order of the declaration's parts. */
export function listMentions(declaration: Json, subject: Subject): Mention[] {
  return places[subject.kind].flatMap(([pattern, naming, form]) =>
    walk(declaration, pattern, []).flatMap(({ path, value, isKey }): Mention[] => {
      if (isKey && (form === "key" || form === "item")) {
        const isNamed = path.at(-1) === subject.id;
        return isNamed ? [{ path, form: "key", renamed: (to: string) => to }] : [];
      }
      if (form === "key" || typeof value !== "string") return [];
      const renamed = readNaming(naming, subject, value);
      return renamed === undefined ? [] : [{ path, form, renamed }];
    }),
  );
}

interface Found {
  readonly path: DeclarationPath;
  readonly value: Json;
  /** Whether the last step is the key of a record. */
  readonly isKey: boolean;
}

function walk(value: Json, [step, ...rest]: readonly string[], path: DeclarationPath): Found[] {
  if (step === undefined) return [];
  const steps: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.map((item, at) => [at, item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : [];
  const chosen = steps.filter(([key]) => step === any || key === step);
  return chosen.flatMap(([key, inner]) => {
    const own = [...path, key];
    const isKey = step === any && typeof key === "string";
    return rest.length === 0 ? [{ path: own, value: inner, isKey }] : walk(inner, rest, own);
  });
}

/** How a text reads with another id, if it names the subject. */
function readNaming(
  naming: Naming,
  { kind, id }: Subject,
  text: string,
): ((to: string) => string) | undefined {
  switch (naming) {
    case "id":
      return text === id ? (to) => to : undefined;
    case "reader":
      return readReader(kind, id, text);
    case "place": {
      const parts = [`${kind}s`, id];
      return readPlace(parts, text);
    }
    default:
      return naming satisfies never;
  }
}

function readReader(kind: Subject["kind"], id: string, text: string) {
  const heads = kind === "user" ? ["user:", "hosts@"] : ["host:", "users@", "admins@"];
  for (const head of heads) {
    const whole = `${head}${id}`;
    const rest = text.slice(whole.length);
    // Behind a user's name a key of theirs may be named, or that only hosts count where they are admin.
    const isWhole = rest === "" || (kind === "user" && (rest[0] === "/" || rest === ":admin"));
    if (text.startsWith(whole) && isWhole) return (to: string) => `${head}${to}${rest}`;
  }
  return undefined;
}

/** A place as findings show it, such as `users.ada.ageKeys` or `hosts.mini.users.ada`. */
function readPlace([section = "", id = ""]: readonly string[], text: string) {
  const own = formatPath([section, id]);
  for (let from = text.indexOf(own); from !== -1; from = text.indexOf(own, from + 1)) {
    const end = from + own.length;
    const isWhole = (from === 0 || text[from - 1] === ".") && /^($|[.[])/.test(text.slice(end));
    if (!isWhole) continue;
    const [head, tail] = [text.slice(0, from), text.slice(end)];
    return (to: string) => `${head}${formatPath([section, to])}${tail}`;
  }
  return undefined;
}
