import type { Account, Fleet, ResolvedFleet } from "@fleet/core";
import { type Gaps, type Host, isGap, type Operator } from "@fleet/core/internal";
import { compareNames, quote, suggestName } from "@fleet/diagnostics";
import {
  correctRecipient,
  parseRecipient,
  privateKeyHelp,
  type Recipient,
} from "../keys/recipient.ts";

/** A reader expression: whom a rule lets decrypt. */
export type ReaderExpression =
  /** Of a user or operator maybe the name of the key that is meant alone. */
  | { readonly kind: NamedKind; readonly id: string; readonly key?: string }
  | { readonly kind: "users" | "admins"; readonly host: string | undefined }
  | { readonly kind: "hosts"; readonly user: string | undefined; readonly isAdmin: boolean }
  | { readonly kind: "services" | "operators" }
  | { readonly kind: "tag" | "platform" | "readers"; readonly id: string }
  | { readonly kind: "recipient"; readonly recipient: Recipient };

/** What can be a reader by its name. */
type NamedKind = "user" | "host" | "service" | "operator";

/** A reader expression, or what keeps a text from being one. */
export type ParsedReader =
  | { readonly ok: true; readonly expression: ReaderExpression }
  | {
      readonly ok: false;
      readonly problem: "bad-reader" | "private-key" | "bad-recipient";
      readonly message: string;
      readonly help: string;
    };

const forms =
  "Write user:ID, user:ID/KEY, host:ID, service:ID, operator:ID, users, admins, hosts, services, operators, users@HOST, admins@HOST, " +
  "hosts@USER, hosts@USER:admin, tag:TAG, platform:nixos, readers:NAME, or a recipient such as age1….";

/** Reads a reader expression. Whether the names in it are declared is not its matter. */
export function parseReader(text: string): ParsedReader {
  const single = /^(user|host|service|operator|tag|platform|readers):([^\s:@{}]+)$/.exec(text);
  if (single !== null) {
    const [, kind, id = ""] = single;
    if (kind === "tag" || kind === "platform" || kind === "readers") return accept({ kind, id });
    const [owner = "", key] = id.split(/\/(.*)/s);
    if ((kind === "user" || kind === "service" || kind === "operator") && key !== undefined) {
      return accept({ kind, id: owner, key });
    }
    if (isNamedKind(kind)) return accept({ kind, id });
  }
  const set = /^(users|admins|hosts|services|operators)(?:@([^\s:@{}]+?)(:admin)?)?$/.exec(text);
  const [, kind, at, admin] = set ?? [];
  if ((kind === "services" || kind === "operators") && at === undefined) return accept({ kind });
  if (kind === "hosts") return accept({ kind, user: at, isAdmin: admin !== undefined });
  if ((kind === "users" || kind === "admins") && admin === undefined) {
    return accept({ kind, host: at });
  }
  return parseLiteral(text);
}

/** Whether a kind is one of which there is somebody by a name. */
export function isNamedKind(kind: string | undefined): kind is NamedKind {
  return kind === "user" || kind === "host" || kind === "service" || kind === "operator";
}

function parseLiteral(text: string): ParsedReader {
  const parsed = parseRecipient(text);
  if (parsed.ok) return accept({ kind: "recipient", recipient: parsed.recipient });
  if (parsed.isPrivate) {
    return { ok: false, problem: "private-key", message: parsed.problem, help: privateKeyHelp };
  }
  if (/^(age1|ssh-|ecdsa-|sk-|pgp:|kms:|gcp_kms:|hckms:|azure_keyvault:|hc_vault:)/i.test(text)) {
    const message = `${quote(text)} cannot be a recipient. ${parsed.problem}`;
    return { ok: false, problem: "bad-recipient", message, help: correctRecipient(text) };
  }
  return {
    ok: false,
    problem: "bad-reader",
    message: `${quote(text)} is no reader.`,
    help: /^(0x)?[0-9a-f\s]{40,50}$/i.test(text) ? correctRecipient(text) : forms,
  };
}

function accept(expression: ReaderExpression): ParsedReader {
  return { ok: true, expression };
}

/** The names in a reader expression that the fleet does not declare, with what to write instead. */
export function findUnknownName(
  expression: ReaderExpression,
  { users, hosts, serviceAccounts, operators, secrets, gaps }: Fleet,
): { readonly message: string; readonly help: string } | undefined {
  const check = (what: string, id: string | undefined, known: Iterable<string>) => {
    if (id === undefined) return undefined;
    const names = [...known].sort(compareNames);
    if (names.includes(id) || isOfGap(gaps, what, id)) return undefined;
    return {
      message: `The ${what} ${quote(id)} is not declared.`,
      help: suggestName(id, names, what),
    };
  };
  switch (expression.kind) {
    case "user":
      return check("user", expression.id, users.keys()) ?? findUnknownKey(expression, users, gaps);
    case "host":
      return check("host", expression.id, hosts.keys());
    case "service":
      return (
        check("service account", expression.id, serviceAccounts.keys()) ??
        findUnknownKey(expression, serviceAccounts, gaps)
      );
    case "operator":
      return (
        check("operator", expression.id, operators.keys()) ??
        findUnknownKey(expression, operators, gaps)
      );
    case "users":
    case "admins":
      return check("host", expression.host, hosts.keys());
    case "hosts":
      return check("user", expression.user, users.keys());
    case "tag":
      return check("tag", expression.id, new Set([...hosts.values()].flatMap(({ tags }) => tags)));
    case "platform":
      return check("platform", expression.id, ["darwin", "linux", "nixos"]);
    case "readers":
      return check("reader group", expression.id, secrets?.readers.keys() ?? []);
    case "services":
    case "operators":
    case "recipient":
      return undefined;
    default:
      return expression satisfies never;
  }
}

/** A key of somebody that is called by a name that none of theirs has. */
function findUnknownKey(
  { kind, id, key }: Extract<ReaderExpression, { readonly kind: NamedKind }>,
  owners: ReadonlyMap<string, Operator>,
  gaps: Gaps,
): { readonly message: string; readonly help: string } | undefined {
  const keys = owners.get(id)?.ageKeys;
  if (
    key === undefined ||
    keys === undefined ||
    isGap(gaps, [sectionOfReaders(kind), id, "ageKeys"])
  ) {
    return undefined;
  }
  const names = keys.flatMap(({ name }) => (typeof name === "string" ? [name] : []));
  if (names.includes(key)) return undefined;
  const isUnnamed = names.length === 0 && keys.length > 0;
  const name = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(key) ? key : "laptop";
  return {
    message: `${kind}:${id} has no key with the name ${quote(key)}.`,
    help: isUnnamed
      ? `Give each key a name instead of a list: ageKeys: { ${quoteName(name)}: "age1…" }.`
      : suggestName(key, names, "key"),
  };
}

function quoteName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quote(name);
}

/** Whether what is named was left out of the declaration because it did not fit, or may have been. */
function isOfGap(gaps: Gaps, what: string, id: string): boolean {
  if (what === "tag") return isGap(gaps, ["hosts"]);
  if (what === "service account") return isGap(gaps, ["serviceAccounts", id]);
  return isGap(gaps, what === "reader group" ? ["secrets", "readers", id] : [`${what}s`, id]);
}

/** Whether an expression stands for nobody because that of which it speaks did not fit, and was left out. */
export function standsForGap(expression: ReaderExpression, { gaps }: Fleet): boolean {
  switch (expression.kind) {
    case "user":
    case "host":
    case "operator":
      return isOfGap(gaps, expression.kind, expression.id);
    case "service":
      return isOfGap(gaps, "service account", expression.id);
    case "services":
      return isGap(gaps, ["serviceAccounts"]);
    case "operators":
      return isGap(gaps, ["operators"]);
    case "readers":
    case "recipient":
      return false;
    default:
      return isGap(gaps, ["hosts"]) || isGap(gaps, ["users"]);
  }
}

/**
 * The readers that an expression stands for, as `user:keith`, `host:mini`, `service:backup` or `operator:ci`, in order;
 * a literal recipient stands for `recipient:…`. Who is admin on any host is among `admins`. What a reader
 * group stands for its members say (`expandReaderGroup`).
 */
export function resolveReader(
  expression: ReaderExpression,
  { users, hosts, serviceAccounts, operators }: Fleet,
  resolved: ResolvedFleet,
): string[] {
  const hostsThat = (isMeant: (host: Host) => boolean) =>
    named(
      "host",
      [...hosts.values()].filter(isMeant).map(({ id }) => id),
    );
  switch (expression.kind) {
    case "user":
    case "host":
    case "service":
    case "operator":
      return [`${expression.kind}:${expression.id}`];
    case "services":
      return named("service", serviceAccounts.keys());
    case "operators":
      return named("operator", operators.keys());
    case "tag":
      return hostsThat(({ tags }) => tags.includes(expression.id));
    case "platform":
      return hostsThat(({ platform }) => platform === expression.id);
    case "readers":
      return [];
    case "users":
      return expression.host === undefined
        ? named("user", users.keys())
        : named("user", accountsOf(resolved, expression.host).keys());
    case "admins":
      return named("user", findAdmins(resolved, expression.host));
    case "hosts":
      return named("host", findHosts(resolved, expression));
    case "recipient":
      return [`recipient:${expression.recipient.id}`];
    default:
      return expression satisfies never;
  }
}

/**
 * Who has an account on a host, by user id; nobody on a host that there is not. Whoever is disabled there reads
 * nothing by way of that host.
 */
export function accountsOf({ hosts }: ResolvedFleet, host: string): ReadonlyMap<string, Account> {
  const accounts = hosts.get(host)?.accounts ?? new Map<string, Account>();
  const open = [...accounts].filter(([, { isDisabled }]) => !isDisabled.value);
  return open.length === accounts.size ? accounts : new Map(open);
}

function findAdmins(resolved: ResolvedFleet, host: string | undefined): Set<string> {
  const asked = host === undefined ? [...resolved.hosts.keys()] : [host];
  const accounts = asked.flatMap((id) => [...accountsOf(resolved, id)]);
  return new Set(accounts.flatMap(([user, { isAdmin }]) => (isAdmin.value ? user : [])));
}

function* findHosts(
  { hosts }: ResolvedFleet,
  { user, isAdmin }: { readonly user: string | undefined; readonly isAdmin: boolean },
): Iterable<string> {
  for (const [id, { accounts }] of hosts) {
    const account = user === undefined ? undefined : accounts.get(user);
    const isOpen = account !== undefined && !account.isDisabled.value;
    const isMeant = isOpen && (account.isAdmin.value || !isAdmin);
    if (user === undefined || isMeant) yield id;
  }
}

function named(kind: NamedKind, ids: Iterable<string>): string[] {
  return [...ids].sort(compareNames).map((id) => `${kind}:${id}`);
}

/** The section of the declaration in which readers of a kind are declared, such as `users`. */
export function sectionOfReaders(kind: string): string {
  return kind === "service" ? "serviceAccounts" : `${kind}s`;
}
