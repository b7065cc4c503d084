/**
 * Stands before Nix where a test runs the commands of the README as they are: `nix ARGUMENTS`. The flake's
 * address becomes this repository, what comes from the network is on this machine already, and nothing is
 * built: the command that `nix run` would build and start is asked for by name, and the built one is started.
 *
 * The environment holds `README_NIX` (the Nix to run) and `README_SCRATCH` (a folder to put copies in).
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { copyFleet } from "../../../nix/test/offline-flake.ts";
import { root } from "./command.ts";
import { offlineArgumentsIn } from "./offline-nix.ts";

const { README_NIX: nix = "", README_SCRATCH: scratch = "" } = process.env;
const identity: { readonly flake: string } = JSON.parse(
  readFileSync(join(root, "identity.json"), "utf8"),
);

/** Runs Nix to its end; what it prints is passed on, or is the answer. */
function askNix(args: readonly string[], stdout: "inherit" | "pipe"): string {
  const done = spawnSync(nix, args, { encoding: "utf8", stdio: ["inherit", stdout, "inherit"] });
  if (done.status !== 0) process.exit(done.status ?? 1);
  return done.stdout ?? "";
}

/** `nix run .#fleet -- ARGUMENTS`: starts the built command, if the flake has one under this name. */
function runCommand(rest: readonly string[]): void {
  const offline = offlineArgumentsIn(process.cwd(), scratch);
  const system = askNix(
    ["eval", "--raw", "--impure", "--expr", "builtins.currentSystem", ...features],
    "pipe",
  );
  const program = askNix(["eval", "--raw", `.#apps.${system}.fleet.program`, ...offline], "pipe");
  if (!program.endsWith("/bin/fleet")) throw new Error(`${program} is not the command`);
  const main = join(root, "packages", "cli", "dist", "main.js");
  process.exit(spawnSync(process.execPath, [main, ...rest], { stdio: "inherit" }).status ?? 1);
}

const features = ["--extra-experimental-features", "nix-command flakes"];
const args = process.argv.slice(2);
const words = args.join(" ");
if (words.startsWith("flake init ")) {
  const own = `path:${copyFleet(join(scratch, "fleet"))}`;
  const local = args.map((one) => one.replace(identity.flake, own));
  if (local.join(" ") === words) throw new Error(`the flake is not ${identity.flake}: ${words}`);
  askNix([...local, ...features, "--offline"], "inherit");
} else if (words.startsWith("run .#fleet -- ")) runCommand(args.slice(3));
else if (words === "flake check") {
  askNix([...args, "--no-build", ...offlineArgumentsIn(process.cwd(), scratch)], "inherit");
} else throw new Error(`what the README has Nix do is not known here: nix ${words}`);
