import type { Account, ResolvedHost } from "@fleet/core";
import { hasManagedAccounts } from "@fleet/core/internal";
import { formatPath, quote } from "@fleet/diagnostics";
import type { Json } from "@fleet/project";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { isRecord } from "../edits/declaration-edit.ts";
import { listMentions, type Subject } from "../edits/mentions.ts";

/** What it means that a user or host goes, beside files: for accounts, homes and the ways to root. One sentence each. */
export function describeDeparture(opened: OpenedFleet, subject: Subject, after: Json): string[] {
  return subject.kind === "user"
    ? describeUser(opened, subject, after)
    : describeHost(opened, subject.id);
}

function describeUser(opened: OpenedFleet, subject: Subject, after: Json): string[] {
  const { id } = subject;
  const { resolved, homes } = opened.fleet;
  const accounts = [...resolved.hosts.values()].flatMap((host) => {
    const account = host.accounts.get(id);
    return account === undefined ? [] : [describeAccount(host, account)];
  });
  const standalone = [...homes.standalone].filter(([, home]) => home.user === id);
  return [
    ...accounts,
    ...standalone.map(
      ([name]) =>
        `The home ${quote(name)} is no output any more; what it made on the machine stays until: home-manager uninstall`,
    ),
    ...describeRoot(opened, subject),
    ...describeCopies(opened, id, after),
    ...describeUid(opened, id),
  ];
}

function describeAccount(host: ResolvedHost, { username, uid, homeDirectory }: Account): string {
  const login = quote(username.value);
  const where = quote(host.id);
  const number = uid === undefined ? "" : ` (uid ${uid.value})`;
  const home = quote(homeDirectory.value);
  switch (host.platform) {
    case "nixos":
      return `${where}: the next switch deletes the account ${login}${number}, and leaves ${home}. Who is logged in stays so until then.`;
    case "darwin":
      return `${where}: nix-darwin leaves the account ${login}${number} and ${home}. On the Mac: sudo sysadminctl -deleteUser ${username.value}`;
    case "linux":
      // userborn deletes nobody, so that no uid is given again.
      if (hasManagedAccounts(host)) {
        return `${where}: the next switch locks the account ${login}${number}, and leaves it and ${home}.`;
      }
      return `${where}: nobody but its own admin makes or deletes the account ${login}; ${home} stays.`;
    default:
      return host.platform satisfies never;
  }
}

function describeRoot({ declaration }: OpenedFleet, subject: Subject): string[] {
  const named = listMentions(declaration, subject).filter(({ path }) => path[0] === "root");
  return named.map(({ path }) => `${formatPath(path)} let them log in as root, and goes.`);
}

/** The key of somebody may stand elsewhere as it is, where no name tells whose it is. */
function describeCopies({ fleet }: OpenedFleet, id: string, after: Json): string[] {
  const keys = fleet.declared.users.get(id)?.sshKeys ?? [];
  const blobs = new Set(
    keys.flatMap((key) =>
      "key" in key ? (/\b(AAAA[A-Za-z0-9+/=]{20,})/.exec(key.key)?.[1] ?? []) : [],
    ),
  );
  if (blobs.size === 0) return [];
  return listTexts(after, [])
    .filter(([, text]) => [...blobs].some((blob) => text.includes(blob)))
    .map(
      ([path]) =>
        `An SSH key of theirs still stands in ${formatPath(path)}: take it out, if it is meant for nobody else.`,
    );
}

function listTexts(
  value: Json,
  path: readonly (string | number)[],
): [path: readonly (string | number)[], text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, at) => listTexts(item, [...path, at]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => listTexts(inner, [...path, key]));
}

function describeUid({ fleet }: OpenedFleet, id: string): string[] {
  const { nixos } = fleet.resolved.ledger;
  const own = [...nixos.accounts].filter(([, user]) => user === id).map(([uid]) => uid);
  return own.map(
    (uid) =>
      `The uid ${uid} is kept from others, until nobody has files of it: fleet uids free ${uid}`,
  );
}

function describeHost({ fleet: { resolved, homes } }: OpenedFleet, id: string): string[] {
  const host = resolved.hosts.get(id);
  const accounts = host?.accounts.size ?? 0;
  const standalone = [...homes.standalone].filter(([, home]) => home.host === id);
  return [
    `The machine ${quote(host?.hostname ?? id)} stays as it was built last, with ${accounts} ${accounts === 1 ? "account" : "accounts"} and its own key: nothing reaches it any more from here.`,
    ...standalone.map(([name]) => `The home ${quote(name)} is no output any more.`),
  ];
}
