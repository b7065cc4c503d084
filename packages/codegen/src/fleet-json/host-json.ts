import type { Account, ResolvedHost } from "@fleet/core";
import type { Platform } from "@fleet/core/internal";
import type { Home } from "@fleet/profiles";
import type { HostIdentity, Wiring } from "@fleet/secrets";
import type { ComputedFleet, ComputedSecrets } from "../computed-fleet.ts";
import { clanRecipients } from "../deploy/clan-recipients.ts";
import { accountJson, passwordJson, serviceAccountJson } from "./account-json.ts";
import { byteLength, type Json, renderEntry } from "./json-text.ts";
import { secretsJson } from "./wired-secrets-json.ts";

/** A host in the text of `fleet.json`. */
export interface HostSpan {
  readonly id: string;
  readonly platform: Platform;
  /** How many bytes its entry takes in UTF-8, with its indent of four spaces and nothing behind it. */
  readonly length: number;
  /** The entry itself, joined anew each time that it is asked for: all of them are as long as the file. */
  readonly text: () => string;
}

/** The entries of all hosts, in their order. */
export interface HostsText {
  readonly hosts: readonly HostSpan[];
  /** What the text is joined of. Hosts share the pieces in which they are equal. */
  readonly pieces: readonly string[];
}

/** A part of an entry. */
interface Text {
  readonly text: string;
  readonly length: number;
}

const separator = ",\n";

/** Renders the entry of every host. */
export function renderHosts({ resolved, homes, secrets }: ComputedFleet): HostsText {
  const wiring = secrets?.wiring;
  const renderAccount = createAccountRenderer(wiring);
  const pieces: string[] = [];
  const hosts = [...resolved.hosts.values()].map((host) => {
    const own = homes.byHost.get(host.id);
    const accounts = [...host.accounts].map(([id, account]) =>
      renderAccount(id, account, own?.get(id)),
    );
    if (pieces.length > 0) pieces.push(separator);
    const first = pieces.length;
    const length = renderHost(host, { accounts, secrets, pieces });
    const end = pieces.length;
    const text = () => pieces.slice(first, end).join("");
    return { id: host.id, platform: host.platform, length, text };
  });
  return { hosts, pieces };
}

/** Renders accounts; one of a kind that has been rendered with a home of the same kind is not rendered again. */
function createAccountRenderer(
  wiring: Wiring | undefined,
): (id: string, account: Account, home: Home | undefined) => Text {
  const known = new Map<Account["kind"], Map<Home["kind"] | undefined, Text>>();
  return (id, account, home) => {
    const byHome = known.get(account.kind) ?? new Map<Home["kind"] | undefined, Text>();
    known.set(account.kind, byHome);
    const found = byHome.get(home?.kind);
    if (found !== undefined) return found;
    const text = renderEntry(id, accountJson(account, home, wiring?.users.get(id)), 4);
    const rendered = { text, length: byteLength(text) };
    byHome.set(home?.kind, rendered);
    return rendered;
  };
}

interface HostParts {
  readonly accounts: readonly Text[];
  readonly secrets: ComputedSecrets | undefined;
  /** Where the pieces go. */
  readonly pieces: string[];
}

/** Adds a host's entry around the entries of its accounts, which come first among its keys; gives its length. */
function renderHost(host: ResolvedHost, { accounts, secrets, pieces }: HostParts): number {
  const text = renderEntry(host.id, hostJson(host, secrets), 2);
  const headLength = `    ${JSON.stringify(host.id)}: {\n`.length;
  const [open, close] = accounts.length === 0 ? ["{", "}"] : ["{\n", "\n      }"];
  const key = `      "accounts": ${open}`;
  pieces.push(text.slice(0, headLength), key);
  for (const [index, account] of accounts.entries()) {
    if (index > 0) pieces.push(separator);
    pieces.push(account.text);
  }
  pieces.push(close, separator, text.slice(headLength));
  const between = accounts.reduce((sum, { length }) => sum + length + separator.length, 0);
  const around = key.length + close.length + separator.length;
  return byteLength(text) + around + Math.max(between - separator.length, 0);
}

/** What a host is, but for its accounts. */
export function hostJson(host: ResolvedHost, secrets: ComputedSecrets | undefined): Json {
  const wiring = secrets?.wiring;
  const { cpu, gpu, laptop, ssd, vendor } = host.hardware;
  return {
    data: host.data,
    deploy: deployJson(host, clanRecipients(host, secrets?.secrets.keyring)),
    domain: host.domain,
    features: host.features,
    formFactor: host.formFactor,
    groups: groupsJson(host),
    hardware: { cpu, gpu, laptop, ssd, vendor },
    hostname: host.hostname,
    identity: identityJson(wiring?.identities.get(host.id)),
    knownUsers: host.knownUsers,
    modules: host.modules,
    platform: host.platform,
    primaryUser: host.primaryUser,
    root: rootJson(host),
    secrets: secretsJson(wiring?.hosts.get(host.id)),
    serviceAccounts: serviceAccountsJson(host),
    sshHostKey: host.sshHostKey,
    stateVersion: host.stateVersion,
    system: host.system,
    tags: host.tags,
    // Hardly any host has it, and a large fleet is read whole by many.
    tailscale: host.tailscale ? true : undefined,
    trustedUsers: host.trustedUsers,
  };
}

/** How one becomes root, beside what is said of accounts; undefined where nothing is declared. */
function rootJson({
  root: { sshKeys, sudoNeedsPassword, password },
}: ResolvedHost): Json | undefined {
  const isSaid = sudoNeedsPassword.origin !== "built-in";
  if (sshKeys.length === 0 && !isSaid && password === undefined) return undefined;
  return {
    password: passwordJson(password?.value),
    sshKeys: sshKeys.length === 0 ? undefined : sshKeys.map(({ value }) => value),
    sudoNeedsPassword: isSaid ? sudoNeedsPassword.value : undefined,
  };
}

/** What is declared of how a host is deployed; undefined where nothing is. */
function deployJson(
  { deploy: { engine, target, buildHost, channel, home } }: ResolvedHost,
  recipients: readonly string[] | undefined,
): Json | undefined {
  if ((engine ?? target ?? buildHost ?? home) === undefined) return undefined;
  return { buildHost, channel, engine, home, recipients, target };
}

function serviceAccountsJson({ serviceAccounts }: ResolvedHost): Json | undefined {
  if (serviceAccounts.size === 0) return undefined;
  return Object.fromEntries(
    [...serviceAccounts].map(([id, account]) => [id, serviceAccountJson(account)]),
  );
}

function groupsJson({ groups }: ResolvedHost): Json | undefined {
  if (groups.size === 0) return undefined;
  return Object.fromEntries(
    [...groups].map(([name, { gid, members }]) => [name, { gid, members }]),
  );
}

function identityJson(identity: HostIdentity | undefined): Json | undefined {
  return identity === undefined ? undefined : { ...identity };
}
