// `npm run checkouts`: fetches the module systems that the Nix tests can run against, at the
// revisions they were written for, into the cache of the user. Needs a network and git. With `--nixpkgs`
// also the whole of nixpkgs, some hundred MiB, on which the cases of NixOS run as well.
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fail, run, say } from "./ensure.mjs";

/** The folder of the checkouts, unless FLEET_TEST_CHECKOUTS names another. */
export const checkoutsFolder = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "fleet",
  "checkouts",
);

/** Each checkout: the name of its folder, its repository and its revision. */
const checkouts = [
  ["nixpkgs.lib", "nix-community/nixpkgs.lib", "de42d44212d207476489bce163375d8306a26d59"],
  ["flake-parts", "hercules-ci/flake-parts", "427bf4bd9435fdf21321c8cc628c24efc14c0f7a"],
  ["home-manager", "nix-community/home-manager", "ec1a8fdf74ed3f276148ee106299a2ba0e65d51f"],
  ["nix-darwin", "nix-darwin/nix-darwin", "a1fa429e945becaf60468600daf649be4ba0350c"],
  ["sops-nix", "Mic92/sops-nix", "56b24064fdcaedca53553b1a6d607fd23b613a24"],
];

/** The same of what single tests need: without one of these, only they are skipped. */
const furtherCheckouts = [
  ["easy-hosts", "tgirlcloud/easy-hosts", "7e5f8bc19f89f91e91edb9414b8449de1c874293"],
  ["clan-core", "clan-lol/clan-core", "d7c35d9127af3f773b57d8e792818597a9aaa29c"],
  ["colmena", "nix-community/colmena", "1ebe1b5526099a3b108a599c59ce0e6422a1a663"],
  ["deploy-rs", "serokell/deploy-rs", "d5eff7f948535b9c723d60cd8239f8f11ddc90fa"],
  ["nixfleet", "arcanesys/nixfleet", "c3ab9d7510d527d726efde425342bcffaf979fb0"],
  ["nh", "nix-community/nh", "3dada800495f9c016e0f8d3e61419c876557b40e"],
  ["nixos-anywhere", "nix-community/nixos-anywhere", "91fc9b70fc295258c366cce8627efb6f185fd9fb"],
  ["nixos-cli", "nix-community/nixos-cli", "8ed74388393dbb3acd1ce9c54d0bb5fcf052a31d"],
  ["system-manager", "numtide/system-manager", "48d47346e0c6ad05b6c869ea92649c47723d1cfc"],
  ["wire", "forallsys/wire", "4250b0f2953f4002ff2e2487eea6a6b5d45f1ac2"],
];

/** The one that the home-manager above was tested with. */
const nixpkgs = ["nixpkgs", "NixOS/nixpkgs", "391b592eb44808b3bd0cb80bb71b63a5a118b8bb"];

/** Whether all of those are there that most tests need. */
export function hasCheckouts(folder) {
  return checkouts.every(([name]) => existsSync(join(folder, name)));
}

function fetchAll(folder, { withNixpkgs }) {
  const wanted = [...checkouts, ...furtherCheckouts, ...(withNixpkgs ? [nixpkgs] : [])];
  for (const [name, repository, revision] of wanted) {
    const target = join(folder, name);
    if (existsSync(target)) continue;
    say(`Fetching ${repository}…`);
    mkdirSync(target, { recursive: true });
    const git = (...args) => run("git", ["-C", target, ...args]);
    git("init", "--quiet");
    git("fetch", "--quiet", "--depth=1", `https://github.com/${repository}`, revision);
    git("checkout", "--quiet", "FETCH_HEAD");
  }
  if (!hasCheckouts(folder)) fail(`Not all checkouts arrived in ${folder}.`);
}

if (import.meta.main ?? process.argv[1]?.endsWith("checkouts.mjs")) {
  fetchAll(checkoutsFolder, { withNixpkgs: process.argv.includes("--nixpkgs") });
}
