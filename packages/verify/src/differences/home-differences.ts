import type { Account } from "@fleet/core";
import type { ModuleReference } from "@fleet/core/internal";
import type { Diagnostic, Path } from "@fleet/diagnostics";
import type { Home } from "@fleet/profiles";
import type { Fact } from "../facts/fact.ts";
import type { HomeFacts } from "../facts/nix-facts.ts";
import { findAccountPath } from "./account-place.ts";
import {
  type Comparison,
  compareValue,
  createDifference,
  listNames,
  subtract,
} from "./difference.ts";
import { compareSecrets } from "./secret-differences.ts";
import { locateHomeSecrets } from "./secret-place.ts";

/** A home that was computed. */
export interface ComputedHome {
  readonly host: string;
  readonly account: Account;
  readonly home: Home;
  /** How messages call it: `the home of "keith" on host "mini"`. */
  readonly name: string;
  /** The option or output that holds it. */
  readonly option: string;
  /**
   * The home directory of the account in Nix, where that is another than was computed: home-manager copies
   * it, and that the account has another is said there. Default: none.
   */
  readonly copied?: Fact;
}

/** How a computed home differs from the one that Nix has. */
export function* compareHome(
  comparison: Comparison,
  computed: ComputedHome,
  facts: HomeFacts,
): Iterable<Diagnostic> {
  const { account, home, name, option } = computed;
  const { username, homeDirectory } = account;
  const place = placeOf(comparison, computed);
  yield* compareValue(comparison, {
    what: "home-username",
    subject: `The user name of ${name}`,
    computed: username.value,
    found: facts.username,
    path: findAccountPath(place, username),
    option: `${option}.home.username`,
  });
  if (facts.homeDirectory !== computed.copied)
    yield* compareValue(comparison, {
      what: "home-directory",
      subject: `The directory of ${name}`,
      computed: homeDirectory.value,
      found: facts.homeDirectory,
      path: findAccountPath(place, homeDirectory),
      option: `${option}.home.homeDirectory`,
    });
  yield* compareValue(comparison, {
    what: "home-state-version",
    subject: `The state version of ${name}`,
    computed: home.stateVersion.value,
    found: facts.stateVersion,
    path: findAccountPath(place, home.stateVersion),
    option: `${option}.home.stateVersion`,
  });
  yield* compareModules(comparison, {
    name,
    computed: home.modules,
    found: facts.modules,
    path: findAccountPath(place, home.profile),
  });
  yield* compareSecrets(comparison, locateHomeSecrets(comparison.fleet, computed), facts.secrets);
}

/** A home that was computed, and that Nix does not have. */
export function describeMissingHome(comparison: Comparison, computed: ComputedHome): Diagnostic {
  const place = placeOf(comparison, computed);
  return createDifference(comparison, {
    what: "missing-home",
    path: findAccountPath(place, computed.home.mode),
    message: `Nix does not have ${computed.name}, which was computed.`,
    option: computed.option,
    help: `It would be ${computed.option}: a module of your own takes it away, or puts another in its place.`,
  });
}

/** The difference between two lists of modules, if there is any. */
export function* compareModules(
  comparison: Comparison,
  modules: {
    readonly name: string;
    readonly computed: readonly ModuleReference[];
    /** Paths from the root, and names after "attr:"; undefined where Nix does not tell. */
    readonly found: readonly string[] | undefined;
    readonly path: Path;
  },
): Iterable<Diagnostic> {
  const { name, found, path } = modules;
  const computed = modules.computed.map((one) => ("path" in one ? one.path : `attr:${one.attr}`));
  if (found === undefined || JSON.stringify(found) === JSON.stringify(computed)) return;
  const missing = subtract(computed, found);
  const added = subtract(found, computed);
  const parts = [
    ...(missing.length === 0 ? [] : [`without ${listNames(missing)}`]),
    ...(added.length === 0 ? [] : [`with ${listNames(added)}`]),
  ];
  const how = parts.length === 0 ? "in another order" : parts.join(" and ");
  yield createDifference(comparison, {
    what: "modules",
    path,
    message: `Nix makes ${name} of other modules than were computed: ${how}.`,
    option: "imports",
  });
}

function placeOf({ fleet: { declared } }: Comparison, { host, account }: ComputedHome) {
  return { declared, host, account };
}
