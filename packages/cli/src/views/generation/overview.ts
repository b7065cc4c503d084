import type { Account, ResolvedHost } from "@fleet/core";
import type { Platform } from "@fleet/core/internal";
import { hasManagedAccounts, isGap, listMemberships } from "@fleet/core/internal";
import { alignColumns, formatPath, layOutTable, showLine } from "@fleet/diagnostics";
import type { Home } from "@fleet/profiles";
import type { ViewedFleet } from "../viewed-fleet.ts";
import { listNotes } from "./host-notes.ts";

const platformNames: Readonly<Record<Platform, string>> = {
  nixos: "NixOS",
  darwin: "macOS",
  linux: "homes only",
};

/** More hosts than this make a list that nobody reads. */
const listedHosts = 20;

/** Says in a few lines what a fleet consists of: each host with its people, and the totals. */
export function renderSummary({ declared, resolved }: ViewedFleet, width?: number): string {
  const hosts = [...resolved.hosts.values()];
  const accounts = hosts.flatMap((host) => [...host.accounts.values()]);
  const admins = new Set(accounts.filter(({ isAdmin }) => isAdmin.value).map(({ user }) => user));
  const list =
    hosts.length > listedHosts ? [] : [...alignColumns(hosts.map(summarizeHost), width), ""];
  const totals = [
    countOf(hosts.length, "host"),
    countOf(declared.users.size, "user"),
    countOf(accounts.length, "account"),
    countOf(admins.size, "admin"),
    // Most fleets have none, and nothing is said of it.
    ...(declared.serviceAccounts.size === 0
      ? []
      : [countOf(declared.serviceAccounts.size, "service account")]),
  ];
  return `${[...list, totals.join(", ")].join("\n")}\n`;
}

/** What fleet makes of a machine. */
function nameKind(host: ResolvedHost): string {
  // Another distribution, on which system-manager makes accounts as well.
  const hasAccounts = host.platform === "linux" && hasManagedAccounts(host);
  return hasAccounts ? "accounts and homes" : platformNames[host.platform];
}

function summarizeHost(host: ResolvedHost): string[] {
  const { id, accounts } = host;
  const people = [...accounts.values()].map(describePerson);
  return [id, nameKind(host), people.join(", ") || "nobody"];
}

/** Shows for every host who is on it, as what, and which profile they have and why. */
export function renderOverview(fleet: ViewedFleet, width?: number): string {
  const hosts = [...fleet.resolved.hosts.values()];
  return hosts.map((host) => renderHost(host, fleet, width)).join("\n");
}

function renderHost(
  host: ResolvedHost,
  fleet: ViewedFleet,
  width: number = Number.POSITIVE_INFINITY,
): string {
  const { id, system, features } = host;
  // Where the declared system does not fit, another one stands in for it.
  const isKnown = !isGap(fleet.declared.gaps, ["hosts", id, "system"]);
  const machine = isKnown ? [nameKind(host), system] : ["system unknown"];
  const about = [...machine, ...features].join(", ");
  const head = ["user", "login", "admin", "profile", "because", "home", "groups"];
  const rows = [...host.accounts.values()].map((account) => {
    const home = fleet.homes.byHost.get(id)?.get(account.user);
    return [
      account.user,
      account.username.value,
      account.isDisabled.value ? "disabled" : account.isAdmin.value ? "yes" : "no",
      home?.profile.value ?? "none",
      home === undefined ? "" : explainProfile(home),
      home?.mode.value ?? "none",
      listGroupNames(account).join(", "),
    ];
  });
  const table = rows.length === 0 ? ["nobody"] : layOutTable({ head, rows }, width - 2);
  const lines = [...table, ...listNotes(host).map(showLine)];
  return `${showLine(`${id} (${about})`)}\n${lines
    .map((line) => `  ${line}`.trimEnd())
    .map((line) => `${line}\n`)
    .join("")}`;
}

/** Of a group of one's own nothing is said: it is a matter of course. */
function listGroupNames(account: Account): string[] {
  const own = account.hasOwnGroup ? account.primaryGroup?.value : undefined;
  return listMemberships(account).flatMap(({ value }) => (value === own ? [] : value));
}

/** The place in the declaration that gave a home its profile. */
function explainProfile({ profile: { path } }: Home): string {
  return path === undefined ? "nothing declares one" : formatPath(path);
}

function describePerson({ user, username, isAdmin, isDisabled }: Account): string {
  const login = username.value === user ? "" : `login ${username.value}`;
  const role = isDisabled.value ? "disabled" : isAdmin.value ? "admin" : "";
  const about = [role, login].filter((part) => part !== "").join(", ");
  return about === "" ? user : `${user} (${about})`;
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
