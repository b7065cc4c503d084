import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { groupNameProblem, loginNameProblem } from "../../declaration/names.ts";
import type { Fleet, ServiceAccount } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import { serviceHomeFits } from "../../reserved/home-directory-checks.ts";
import { serviceUids } from "../../reserved/service-uids.ts";
import { isSelected, selectHosts } from "../../selection/host-selector.ts";
import { hostSelectorFits } from "../../selection/selector-checks.ts";
import type { DeclaredContext } from "../check.ts";
import { badName } from "../values/name-checks.ts";

/** Service accounts are called as an account can be, and as no user is: `account:ID` would be either. */
export function* serviceNamesFit({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const account of fleet.serviceAccounts.values()) {
    const { id, username, group, extraGroups } = account;
    const path = ["serviceAccounts", id];
    yield* badName("service account", id, path, loginNameProblem(id));
    if (names.users.has(id)) {
      yield coreCodes.create("id-taken", `A user is called ${quote(id)}, too.`, {
        path,
        help: meetsUser(fleet, account)
          ? `Call one of the two otherwise, such as ${quote(`${id}-agent`)}: both are on one host, where a login is one account's.`
          : `Call one of the two otherwise; the login name may stay: username: ${quote(id)}.`,
      });
    }
    if (username !== undefined) {
      yield* badName("login name", username, [...path, "username"], loginNameProblem(username));
    }
    if (group !== undefined) {
      yield* badName("group", group, [...path, "group"], groupNameProblem(group));
    }
    for (const [index, name] of extraGroups.entries()) {
      yield* badName("group", name, [...path, "extraGroups", index], groupNameProblem(name));
    }
  }
}

/** Whether the user of the same id is on a host of a service account. */
function meetsUser({ hosts }: Fleet, account: ServiceAccount): boolean {
  return [...hosts.values()].some(
    (host) => host.placements.has(account.id) && isSelected(account.hosts, host),
  );
}

/** Service accounts are on hosts that are NixOS: nothing makes them elsewhere. */
export function* serviceHostsAreNixos({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, hosts } of fleet.serviceAccounts.values()) {
    const path = ["serviceAccounts", id, "hosts"];
    if (hosts.length === 0) yield onNoHost(id, path);
    for (const [index, text] of hosts.entries()) {
      yield* hostSelectorFits({ fleet, names }, text, [...path, index]);
      yield* selectsNixos(fleet, text, [...path, index]);
    }
  }
}

function onNoHost(id: string, path: Path): Diagnostic {
  return coreCodes.create(
    "service-account-without-host",
    `The service account ${quote(id)} is on no host.`,
    { path, help: "Name its hosts, or take it out." },
  );
}

function* selectsNixos({ hosts, gaps }: Fleet, text: string, path: Path): Iterable<Diagnostic> {
  const selected = selectHosts(hosts, text);
  const others = selected.filter(
    ({ id, platform }) => platform !== "nixos" && !isGap(gaps, ["hosts", id, "system"]),
  );
  const [first] = others;
  if (first === undefined) return;
  if (others.length === selected.length) {
    yield coreCodes.create(
      "service-account-off-nixos",
      `${quote(text)} is not NixOS, and only there service accounts are fleet's to make.`,
      {
        path,
        help: "Take it out. On a Mac, make the account in a module of it: `users.users` and `users.knownUsers`.",
      },
    );
  } else {
    const rest = others.length > 1 ? ` and ${others.length - 1} more of them` : "";
    yield coreCodes.create(
      "service-account-passed-over",
      `${quote(text)} is also ${quote(first.id)}${rest}, on which fleet makes no service accounts: it is not NixOS.`,
      { path, help: "Name the NixOS hosts by their ids, or by a tag that they alone have." },
    );
  }
}

/** The values of service accounts fit what NixOS makes of them. */
export function* serviceValuesAreUsable({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const account of fleet.serviceAccounts.values()) {
    yield* uidFits(account);
    yield* serviceHomeFits(account);
    yield* keysHaveShell(account);
  }
}

// NixOS takes uids from 1000 on for people, and chooses those of its own downwards from 999.
const lastUid = 999;

function* uidFits({ id, uid, username = id }: ServiceAccount): Iterable<Diagnostic> {
  if (uid === undefined) return;
  const path = ["serviceAccounts", id, "uid"];
  const owner = serviceUids.get(uid);
  if (uid < 1 || uid > lastUid) {
    yield coreCodes.create(
      "uid-out-of-range",
      `The uid ${uid} of the service account ${quote(id)} is not between 1 and ${lastUid}.`,
      {
        path,
        help: `Leave it out, and NixOS chooses one; or write one that nobody has, from 400 to ${lastUid}.`,
      },
    );
  } else if (owner !== undefined && owner !== username) {
    yield coreCodes.create(
      "uid-taken",
      `The uid ${uid} of the service account ${quote(id)} is that of ${quote(owner)}, a user of NixOS's own.`,
      {
        path,
        help: `Leave it out, and NixOS chooses one; or write one that nobody has, from 400 to ${lastUid}.`,
      },
    );
  }
}

/** NixOS's shell of a system user, nologin, ends every session; so keys alone let nobody in. */
function* keysHaveShell({ id, sshKeys, shell }: ServiceAccount): Iterable<Diagnostic> {
  if (sshKeys.length === 0 || shell !== undefined) return;
  yield coreCodes.create(
    "keys-without-shell",
    `The service account ${quote(id)} has SSH keys and no shell, so that NixOS gives it one that runs no command (nologin): the keys are good for forwarding ports, and for what sshd does by itself.`,
    {
      path: ["serviceAccounts", id, "sshKeys"],
      help: 'Where somebody is to run something with them, declare a shell: shell: "bash".',
    },
  );
}
