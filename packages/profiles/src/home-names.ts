import type { Account, Decided, Fleet, ResolvedFleet, ResolvedHost } from "@fleet/core";
import { decide, isNixName } from "@fleet/core/internal";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { profilesCodes } from "./codes.ts";

const placeholders = ["user", "username", "host", "hostname", "system"] as const;

/** What the standalone home of an account is declared to be called, and what declares it; undefined where nothing does. */
export function decideHomeName(
  { hosts, users, defaults }: Fleet,
  host: ResolvedHost,
  account: Account,
): Decided<string> | undefined {
  const placement = hosts.get(host.id)?.placements.get(account.user);
  const user = users.get(account.user);
  if (placement === undefined || user === undefined) return undefined;
  const own = decide(placement, user, "homeName");
  const { homeName } = defaults;
  const template =
    own ??
    (homeName === undefined
      ? undefined
      : ({ value: homeName, origin: "defaults", path: ["defaults", "homeName"] } as const));
  if (template === undefined || templateProblem(template.value) !== undefined) return undefined;
  const values = {
    user: account.user,
    username: account.username.value,
    host: host.id,
    hostname: host.hostname,
    system: host.system,
  };
  const fill = (name: string, key: (typeof placeholders)[number]) =>
    name.replaceAll(`{${key}}`, () => values[key]);
  return { ...template, value: placeholders.reduce(fill, template.value) };
}

/** What is wrong with the names of homes as they are declared, wherever that is. */
export function* checkHomeNames(fleet: Fleet): Iterable<Diagnostic> {
  yield* checkTemplate(fleet.defaults.homeName, ["defaults", "homeName"]);
  for (const [id, { own }] of fleet.users) {
    yield* checkTemplate(own.homeName, ["users", id, "homeName"]);
  }
  for (const { placements } of fleet.hosts.values()) {
    for (const { own, path } of placements.values()) {
      if (own.homeName !== undefined) yield* checkTemplate(own.homeName, [...path, "homeName"]);
    }
  }
}

function* checkTemplate(template: string | undefined, path: Path): Iterable<Diagnostic> {
  const problem = template === undefined ? undefined : templateProblem(template);
  if (problem === undefined) return;
  const help =
    'Write one such as "{user}@{system}"; there are {user}, {username}, {host}, {hostname} and {system}.';
  const message = `${quote(template)} cannot be what homes are called. ${problem}`;
  yield profilesCodes.create("bad-home-name", message, { path, help });
}

/** Names are words of a command, stand behind `#` in the address of a flake, and are attributes of Nix. */
function templateProblem(template: string): string | undefined {
  if (template === "") return "It is empty.";
  if (template.length > 200) return `It has ${template.length} characters; 200 are allowed.`;
  const plain = placeholders.reduce((text, key) => text.replaceAll(`{${key}}`, "x"), template);
  const known: readonly string[] = placeholders;
  const named = template.match(/\{[^{}]*\}/g) ?? [];
  const unknown = named.find((one) => !known.includes(one.slice(1, -1)));
  if (unknown !== undefined) return `${quote(unknown)} stands for nothing.`;
  if (!/^[\w.@+-]*$/.test(plain))
    return "It holds something else than letters, digits and _ . @ + -.";
  if (!/^\w/.test(plain)) return "It does not begin with a letter, a digit or an underscore.";
  return isNixName(plain) ? "Nix keeps this name for itself." : undefined;
}

/** Which accounts have standalone homes, in order. */
export function* listStandalone(
  { hosts }: ResolvedFleet,
  isStandalone: (host: ResolvedHost, account: Account) => boolean,
): Iterable<{ readonly host: ResolvedHost; readonly account: Account }> {
  for (const host of hosts.values()) {
    for (const account of host.accounts.values()) {
      if (isStandalone(host, account)) yield { host, account };
    }
  }
}
