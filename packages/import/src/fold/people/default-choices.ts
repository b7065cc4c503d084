import type { HomeMode } from "@fleet/core/internal";
import { countValues } from "../frequency.ts";
import type { FoldedHomes, RoleModes } from "../homes/fold-homes.ts";
import type { AccountFacts } from "./account-facts.ts";

/** What is left out of users because it stands in `defaults`. */
export interface DefaultChoices {
  readonly shell: string | undefined;
  readonly modes: RoleModes;
}

/** Chooses the defaults that most accounts have. */
export function chooseDefaults(
  people: ReadonlyMap<string, readonly AccountFacts[]>,
  { homes, isAdmin }: { readonly homes: FoldedHomes; readonly isAdmin: AdminQuestion },
): DefaultChoices {
  const all = [...people].flatMap(([person, own]) => own.map((account) => ({ person, account })));
  const systems = all.filter(
    ({ account: { host, isDisabled } }) => host.platform !== "linux" && !isDisabled,
  );
  const modeOf = (isOfAdmins: boolean): HomeMode => {
    const modes = systems
      .filter(({ person, account }) => isAdmin(person, account) === isOfAdmins)
      .flatMap(
        ({ person, account }) =>
          homes.byPerson.get(person)?.byHost.get(account.host.id)?.mode ?? [],
      );
    return countValues(modes)[0]?.value ?? "integrated";
  };
  const [admin, nonAdmin] = [modeOf(true), modeOf(false)];
  // Whose shell is declared, though it is the system's own, gets its files in the home that fleet builds.
  const isHeldBack = systems.some(({ person, account }) => {
    const mode = homes.byPerson.get(person)?.byHost.get(account.host.id)?.mode ?? "none";
    return mode !== "none" && account.shell === undefined;
  });
  const shell = isHeldBack ? undefined : chooseShell(systems.map(({ account }) => account));
  return { shell, modes: { admin, nonAdmin } };
}

/** Whether an account is an admin's, by itself or by its user. */
export type AdminQuestion = (person: string, account: AccountFacts) => boolean;

/** The shell that an account has, whoever says so; undefined where that is not fleet's to say. */
export function effectiveShell({ shell, user, host }: AccountFacts): string | undefined {
  if (shell !== undefined || user.shell !== null) return shell ?? user.shell ?? undefined;
  // One that is no package: the module that has it goes on saying so.
  if (!user.isUsualShell && host.platform === "nixos") return undefined;
  if (host.platform !== "darwin") return "bash";
  // Of whom nix-darwin does not manage, macOS says it.
  return host.found.knownUsers?.includes(user.login) === true ? "zsh" : undefined;
}

/** The shell that most have, if most say one: else a default would take the system's own from many. */
function chooseShell(accounts: readonly AccountFacts[]): string | undefined {
  const known = accounts.filter((account) => effectiveShell(account) !== undefined);
  const silent = known.filter(({ shell }) => shell === undefined);
  if (silent.length * 2 >= known.length) return undefined;
  return countValues(known.map(effectiveShell))[0]?.value;
}
