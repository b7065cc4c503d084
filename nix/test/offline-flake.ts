import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of this repository. */
export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the inputs of a flake are on this machine. */
export interface OfflineFlake {
  /** The folder of the flake: only inputs that its `flake.nix` names are replaced. */
  readonly flake: string;
  /** The folder of the checkouts, each in a folder of its input's name, and `nixpkgs.lib`. */
  readonly checkouts: string;
  /** A folder to put copies in. They are written anew on every call, and left for the caller to remove. */
  readonly scratch: string;
  /** The folder of a real nixpkgs. Default: the stand-in. */
  readonly nixpkgs?: string;
}

const checkoutNames = [
  ...[
    "clan-core",
    "colmena",
    "deploy-rs",
    "easy-hosts",
    "flake-parts",
    "home-manager",
    "nix-darwin",
  ],
  ...["nixfleet", "sops-nix", "system-manager", "wire"],
];

/**
 * The arguments with which `nix` evaluates a flake without a network: nixpkgs is the given one, or the
 * stand-in with the real `lib`, `fleet` is this repository, the rest are the checkouts. The inputs of inputs have to
 * follow those of the flake. The command (`eval --json …`) comes before these arguments.
 */
export function offlineArguments(offline: OfflineFlake): string[] {
  const { flake, checkouts, scratch, nixpkgs } = offline;
  const text = readFileSync(join(flake, "flake.nix"), "utf8");
  const inputs = new Map([
    ["nixpkgs", nixpkgs ?? composeNixpkgs(checkouts, join(scratch, "nixpkgs"))],
    ["fleet", copyFleet(join(scratch, "fleet"))],
    ...checkoutNames.map((name) => [name, join(checkouts, name)] as const),
  ]);
  const overrides = [...inputs]
    .filter(([name, folder]) => hasInput(text, name) && existsSync(folder))
    .flatMap(([name, folder]) => ["--override-input", name, `path:${folder}`]);
  return [
    "--extra-experimental-features",
    "nix-command flakes",
    "--offline",
    "--no-write-lock-file",
    ...overrides,
  ];
}

function hasInput(flakeText: string, name: string): boolean {
  return new RegExp(`(^|[\\s.])${name}\\s*(\\.url|\\.inputs|=)`, "m").test(dropComments(flakeText));
}

/** A text in Nix without its comments; what is in quotes is none. */
function dropComments(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|#[^\n]*|\/\*.*?\*\//gs, (part) =>
    part.startsWith('"') ? part : "",
  );
}

/** The stand-in and the real `lib` beside each other, as they are in nixpkgs. */
function composeNixpkgs(checkouts: string, target: string): string {
  rmSync(target, { recursive: true, force: true });
  cpSync(join(repository, "nix", "tests", "nixpkgs-standin"), target, { recursive: true });
  cpSync(join(checkouts, "nixpkgs.lib", "lib"), join(target, "lib"), { recursive: true });
  return target;
}

/** What is read of this repository where nothing is built of it. */
const published = [
  "flake.nix",
  "identity.json",
  "nix",
  "package-lock.json",
  "packages/cli/package.json",
  "templates",
];

/** What of this repository Nix reads: a copy, because Nix would take the whole folder. */
export function copyFleet(target: string): string {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const entry of published) {
    cpSync(join(repository, entry), join(target, entry), {
      recursive: true,
      filter: (path) => !["node_modules", ".turbo", "test-report.json"].includes(basename(path)),
    });
  }
  return target;
}
