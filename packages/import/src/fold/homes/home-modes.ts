import type { HomeMode, ModuleDeclaration } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { FoundHome } from "../../found/found-home.ts";
import { type LeftList, shorten } from "../left-list.ts";
import { moduleKey } from "../modules/module-places.ts";
import { type AccountFacts, nameAccount } from "../people/account-facts.ts";
import { declarableHome, declarableModule, isOfFleet, type PlacedHome } from "./found-homes.ts";

/** The home of an account, as far as fleet can build it. */
export interface FoldedHome {
  readonly mode: HomeMode;
  /** Empty where none is built. */
  readonly modules: readonly ModuleDeclaration[];
  /** What is built; undefined where nothing is. */
  readonly home: FoundHome | undefined;
}

const noHome: FoldedHome = { mode: "none", modules: [], home: undefined };

/** Says of accounts how their homes are built; one that many hosts build alike is looked at once. */
export function createHomeFolder(left: LeftList): (account: AccountFacts) => FoldedHome {
  const known = new Map<FoundHome, FoldedHome>();
  return (account) => {
    const [first, ...others] = account.homes;
    if (account.isDisabled || first?.kind !== "integrated" || others.length > 0) {
      return foldHome(account, left);
    }
    const folded = known.get(first.home) ?? foldHome(account, left);
    // What is left of a home is said of each.
    if (folded.home !== undefined) known.set(first.home, folded);
    return folded;
  };
}

/** Says how a home is built: by whoever builds it now, if all of its modules can be declared. */
function foldHome(account: AccountFacts, left: LeftList): FoldedHome {
  if (account.isDisabled) return noHome;
  const built = account.homes.flatMap((placed) => {
    const modules = declarableHome(placed.home);
    if (modules === undefined) leaveHome(account, placed, left);
    return modules === undefined ? [] : [{ ...placed, modules }];
  });
  const [integrated] = built.filter(({ kind }) => kind === "integrated");
  const standalone = built.filter(({ kind }) => kind === "standalone");
  const first = integrated ?? standalone[0];
  if (first === undefined) return noHome;
  const isAlike = standalone.some((one) => keyOf(one.modules) === keyOf(first.modules));
  for (const one of standalone) {
    if (keyOf(one.modules) !== keyOf(first.modules)) leaveOther(account, one, left);
  }
  const mode = integrated === undefined ? "standalone" : isAlike ? "both" : "integrated";
  return { mode, modules: unique(first.modules), home: first.home };
}

function unique(modules: readonly ModuleDeclaration[]): readonly ModuleDeclaration[] {
  return [...new Map(modules.map((module) => [moduleKey(module), module])).values()];
}

function keyOf(modules: readonly ModuleDeclaration[]): string {
  return JSON.stringify(modules.map(moduleKey).sort());
}

function leaveOther(account: AccountFacts, { home }: PlacedHome, left: LeftList): void {
  left.add({
    kind: "home",
    about: nameAccount(account),
    message: `${quote(home.name)} is put together of other modules than the home of the same account.`,
    help: "It goes on as it is.",
    files: home.definedIn,
  });
}

function leaveHome(account: AccountFacts, { home, kind }: PlacedHome, left: LeftList): void {
  const foreign = (home.modules ?? []).flatMap((module) =>
    module.path !== null || declarableModule(module) !== undefined || isOfFleet(module)
      ? []
      : [quote(module.label)],
  );
  const where = kind === "integrated" ? "with the system" : "on its own";
  const why =
    foreign.length === 0
      ? "nobody can say of which modules"
      : `of modules that are no files of the flake: ${shorten(foreign)}`;
  left.add({
    kind: "home",
    about: nameAccount(account),
    message: `The home is built ${where}, ${why}.`,
    help: 'It goes on as it is, and is declared as `home: "none"`; to have fleet build it, put these modules into files or into `fleet.homeModules`, and take the `home` out.',
    files: home.definedIn,
  });
}
