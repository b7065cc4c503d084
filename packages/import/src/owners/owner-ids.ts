import { accountNameProblem, isNixName } from "@fleet/core/internal";

/** A login has at most 31 characters, and a label of DNS 63. */
const longest = { user: 31, host: 63, operator: 63 } as const;

/** A name that an id of a user, host or operator can be, as near to a text as it goes; `key` where nothing is left of it. */
export function nearestId(text: string, kind: "user" | "host" | "operator" = "operator"): string {
  const most = longest[kind];
  const cleaned = text
    .slice(0, 200)
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "-")
    .replaceAll(/\.{2,}/g, ".")
    .replace(/^[^A-Za-z0-9_]+/, "")
    .slice(0, most)
    .replace(/[^A-Za-z0-9_]+$/, "");
  const isOdd = cleaned === "" || isNixName(cleaned) || cleaned.startsWith("__");
  const id = isOdd ? `key${cleaned === "" ? "" : `-${cleaned.replaceAll("_", "")}`}` : cleaned;
  const isFit = accountNameProblem(id.slice(0, 31)) === undefined && !reserved.has(id);
  return isFit ? id : `${id}-key`.slice(-most);
}

/** Logins that the system keeps for itself, and that no person has. */
const reserved: ReadonlySet<string> = new Set(["root", "nobody", "daemon", "nixbld", "sshd"]);

/** A name that a key can have beside others of its owner. */
export function nearestKeyName(text: string): string {
  const cleaned = text
    .slice(0, 100)
    .replaceAll(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^[_-]+|[_-]+$/g, "");
  return cleaned === "" || isNixName(cleaned) ? "key" : cleaned;
}

/** The first of a name, the same with 2, with 3 … that is not taken, which is then. */
export function takeFreeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  taken.add(free);
  return free;
}
