import type { Path } from "@fleet/diagnostics";
import type { Host, Placement, User } from "../parse/fleet.ts";
import { rootEquivalentGroups } from "../resolve/accounts/groups.ts";
import { listMemberships } from "../resolve/accounts/primary-group.ts";
import { builtIn } from "../resolve/decisions.ts";
import type { Account, Decided, Origin } from "../resolve/resolved-fleet.ts";
import { type ExplainedKey, explainSshKeys } from "./explained-keys.ts";
import {
  type AskedPlace,
  askNobody,
  askPerson,
  askPlace,
  type ExplainedJson,
  type ExplainedValue,
  explainValue,
  sayJson,
} from "./explained-value.ts";
import type { QueriedFleet } from "./queried-fleet.ts";

/** An account, each of its values with what decided it. A row of plain data, as JSON holds it. */
export interface ExplainedAccount {
  readonly host: string;
  /** The user's id. */
  readonly user: string;
  /** The statement that there is the account: `hosts.mini.users[0]`. */
  readonly path: Path;
  /** In the order in which they matter; those of which nothing is said are left out. */
  readonly values: readonly ExplainedValue[];
  /** In order. */
  readonly groups: readonly ExplainedGroup[];
  /** All SSH keys that are declared for it or its user, also those that it has not got. */
  readonly sshKeys: readonly ExplainedKey[];
}

/** A group that an account is in. */
export interface ExplainedGroup {
  readonly group: string;
  readonly origin: Origin;
  readonly path: Path | null;
  /** How its members become root; null where they do not. */
  readonly rootEquivalent: string | null;
}

/** All that can be asked about one account. */
interface AccountQuestion {
  readonly fleet: QueriedFleet["declared"];
  readonly host: Host;
  readonly user: User;
  readonly placement: Placement;
  readonly account: Account;
}

/** Explains the account of a user on a host; undefined where there is none. */
export function explainAccount(
  { declared, resolved }: QueriedFleet,
  hostId: string,
  userId: string,
): ExplainedAccount | undefined {
  const host = declared.hosts.get(hostId);
  const user = declared.users.get(userId);
  const placement = host?.placements.get(userId);
  const account = resolved.hosts.get(hostId)?.accounts.get(userId);
  if (host === undefined || user === undefined || placement === undefined) return undefined;
  if (account === undefined) return undefined;
  const question = { fleet: declared, host, user, placement, account };
  return {
    host: hostId,
    user: userId,
    path: placement.path,
    values: [...listValues(question)],
    groups: listMemberships(account).map(explainGroup),
    sshKeys: explainSshKeys(host, { user, placement, account }),
  };
}

function explainGroup({ value, origin, path }: Decided<string>): ExplainedGroup {
  return {
    group: value,
    origin,
    path: path ?? null,
    rootEquivalent: rootEquivalentGroups.get(value) ?? null,
  };
}

function* listValues(question: AccountQuestion): Iterable<ExplainedValue> {
  const { fleet, host, account } = question;
  const asked = (key: Parameters<typeof askPerson>[1]) => askPerson(question, key);
  const { username, isAdmin, isDisabled, shell, homeDirectory, isTrustedByNix } = account;
  yield explainValue("username", username, [
    ...asked("username"),
    ...askMoved(question.user),
    askNobody(account.user),
  ]);
  yield explainUid(question);
  yield explainValue("isAdmin", isAdmin, [...asked("isAdmin"), askNobody(false)]);
  if (isDisabled.path !== undefined) {
    yield explainValue("isDisabled", isDisabled, [...asked("isDisabled"), askNobody(false)]);
  }
  yield explainValue("shell", shell, [
    ...asked("shell"),
    askPlace("defaults", ["defaults", "shell"], fleet.defaults.shell),
    askNobody(host.platform === "darwin" ? "zsh" : "bash"),
  ]);
  yield explainValue("homeDirectory", homeDirectory, [
    ...asked("homeDirectory"),
    askNobody(homeDirectory.value),
  ]);
  yield explainValue("isTrustedByNix", isTrustedByNix, [
    ...asked("isTrustedByNix"),
    { origin: "admin", path: isAdmin.path ?? null, says: isAdmin.value },
  ]);
  yield* explainSettings(account, asked);
}

/** What most accounts say nothing of, and then have not. */
function* explainSettings(
  { primaryGroup, expires, linger, subordinateIds, password, codeServer }: Account,
  asked: (key: Parameters<typeof askPerson>[1]) => AskedPlace[],
): Iterable<ExplainedValue> {
  const settings = { primaryGroup, expires, linger, subordinateIds, password };
  for (const key of ["primaryGroup", "expires", "linger", "subordinateIds", "password"] as const) {
    const decided: Decided<unknown> | undefined = settings[key];
    if (decided !== undefined) yield explainValue(key, showDecided(decided), asked(key));
  }
  if (codeServer === undefined) return;
  const { host, port, auth } = codeServer.value;
  const value = `${host}:${port}, auth ${auth}`;
  yield explainValue("services.codeServer", { ...codeServer, value }, []);
}

function showDecided(decided: Decided<unknown>): Decided<ExplainedJson> {
  return { ...decided, value: sayJson(decided.value) };
}

/** A uid is declared, or taken from the ledger, or left to the machine; on a Mac only a placement declares one. */
function explainUid(question: AccountQuestion): ExplainedValue {
  const { fleet, host, account } = question;
  const isMac = host.platform === "darwin";
  const [here, everywhere] = askPerson(question, "uid");
  const decided = account.uid ?? account.uidOfMachine ?? builtIn(null);
  const ledger = account.uid?.origin === "ledger" ? account.uid.value : null;
  const usual: readonly (AskedPlace | undefined)[] = [
    here,
    isMac ? undefined : everywhere,
    { origin: "ledger", path: null, says: ledger },
    host.platform === "nixos"
      ? askPlace("defaults", ["defaults", "uid"], fleet.defaults.uid)
      : undefined,
    askNobody(null),
  ];
  return explainValue(
    "uid",
    decided,
    usual.filter((one) => one !== undefined),
  );
}

/** The id that a user had before says the login where nothing else does. */
function askMoved({ formerId }: AccountQuestion["user"]): AskedPlace[] {
  if (formerId === undefined) return [];
  return [{ origin: "moved", path: ["moved", "users", formerId], says: formerId }];
}
