import { compareNames } from "@fleet/diagnostics";
import { countValues } from "../frequency.ts";
import type { LeftList } from "../left-list.ts";
import { type AccountFacts, nameAccount } from "./account-facts.ts";
import { uidProblem } from "./uid-problem.ts";

/** The uid of a person, and those that single hosts have for them. */
export interface SharedUid {
  readonly ofUser: number | "machine" | undefined;
  readonly byHost: ReadonlyMap<string, number | "machine">;
}

/** The uids of all people. */
export interface FleetUids {
  readonly byPerson: ReadonlyMap<string, SharedUid>;
  /** Whether most people's uids are left to the machines. */
  readonly isMachines: boolean;
  /** Uids of several people, on different hosts, in order, each with the people in order. */
  readonly shared: readonly { readonly uid: number; readonly users: readonly string[] }[];
  /** The highest uid on NixOS and on Macs; 0 for none. */
  readonly highest: { readonly nixos: number; readonly darwin: number };
}

interface Numbered {
  readonly account: AccountFacts;
  readonly uid: number | undefined;
}

type Accounts = ReadonlyMap<string, readonly AccountFacts[]>;

/** Says of each person which uid is theirs everywhere, and where it is another. */
export function shareUids(people: Accounts, left: LeftList): FleetUids {
  const numbered = numberAccounts(people, left);
  const own = chooseOwn(numbered);
  const silent = [...numbered].filter(([id, all]) => {
    return own.get(id) === undefined && all.some(isUnnumbered);
  });
  const onNixos = [...numbered.values()].filter((all) => all.some(isOnNixos));
  const isMachines = silent.length * 2 > onNixos.length;
  const byPerson = new Map<string, SharedUid>();
  for (const [id, all] of numbered) {
    const number = own.get(id);
    const isAllMachines = number === undefined && all.filter(isOnNixos).every(isUnnumbered);
    const isSilent = isAllMachines && all.some(isOnNixos);
    const ofUser = number ?? (isSilent && !isMachines ? "machine" : undefined);
    byPerson.set(id, { ofUser, byHost: pinsOf(all, { number, isMachines, ofUser }) });
  }
  return { byPerson, isMachines, shared: listShared(numbered), highest: highestOf(numbered) };
}

function isOnNixos({ account }: Numbered): boolean {
  return account.host.platform === "nixos";
}

function isUnnumbered(one: Numbered): boolean {
  return isOnNixos(one) && one.uid === undefined;
}

/** The uid of each account, if it can be declared and nobody else has it on the host. */
function numberAccounts(people: Accounts, left: LeftList): Map<string, Numbered[]> {
  const taken = new Map<string, Set<number>>();
  const numbered = new Map<string, Numbered[]>();
  for (const [id, accounts] of people) {
    numbered.set(
      id,
      accounts.map((account) => {
        const { host, user } = account;
        if (user.uid === null || host.platform === "linux") return { account, uid: undefined };
        const known = taken.get(host.id) ?? new Set();
        taken.set(host.id, known);
        const problem = known.has(user.uid)
          ? "which another account there has, too"
          : uidProblem(user.uid, host.platform);
        known.add(user.uid);
        if (problem === undefined) return { account, uid: user.uid };
        left.add({
          kind: "uid",
          about: nameAccount(account),
          message: `It has a uid ${problem}, so that no declaration can give it.`,
          help: "It goes on as it is, in the module.",
          files: user.definedIn,
        });
        return { account, uid: undefined };
      }),
    );
  }
  return numbered;
}

/** The uid that most accounts of a person on NixOS have; what several people would have is that of who has it most. */
function chooseOwn(numbered: ReadonlyMap<string, readonly Numbered[]>): Map<string, number> {
  const wanted = new Map<number, { readonly id: string; readonly count: number }>();
  for (const [id, all] of numbered) {
    const uids = all.filter(isOnNixos).flatMap(({ uid }) => (uid === undefined ? [] : [uid]));
    const [first] = countValues(uids);
    if (first === undefined) continue;
    const other = wanted.get(first.value);
    if (other === undefined || other.count < first.count) {
      wanted.set(first.value, { id, count: first.count });
    }
  }
  return new Map([...wanted].map(([uid, { id }]) => [id, uid]));
}

interface Common {
  /** The person's own. */
  readonly number: number | undefined;
  readonly isMachines: boolean;
  readonly ofUser: number | "machine" | undefined;
}

function pinsOf(
  all: readonly Numbered[],
  { number, isMachines, ofUser }: Common,
): Map<string, number | "machine"> {
  const pins = new Map<string, number | "machine">();
  for (const { account, uid } of all) {
    const { id, platform } = account.host;
    if (platform === "darwin" && uid !== undefined) pins.set(id, uid);
    if (platform !== "nixos") continue;
    if (uid !== undefined && uid !== number) pins.set(id, uid);
    // Without a word, fleet would allot one.
    if (uid === undefined && ofUser !== "machine" && (number !== undefined || !isMachines)) {
      pins.set(id, "machine");
    }
  }
  return pins;
}

function listShared(numbered: ReadonlyMap<string, readonly Numbered[]>): FleetUids["shared"] {
  const users = new Map<number, Set<string>>();
  for (const [id, all] of numbered) {
    for (const one of all) {
      if (one.uid === undefined || !isOnNixos(one)) continue;
      users.set(one.uid, (users.get(one.uid) ?? new Set()).add(id));
    }
  }
  return [...users]
    .filter(([, ids]) => ids.size > 1)
    .sort(([a], [b]) => a - b)
    .map(([uid, ids]) => ({ uid, users: [...ids].sort(compareNames) }));
}

function highestOf(numbered: ReadonlyMap<string, readonly Numbered[]>): FleetUids["highest"] {
  let [nixos, darwin] = [0, 0];
  for (const one of [...numbered.values()].flat()) {
    if (one.uid === undefined) continue;
    if (isOnNixos(one)) nixos = Math.max(nixos, one.uid);
    else darwin = Math.max(darwin, one.uid);
  }
  return { nixos, darwin };
}
