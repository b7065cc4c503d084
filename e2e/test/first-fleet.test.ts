import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { fleet, root, run, scratchFolder } from "./support/command.ts";
import { readCommands } from "./support/readme.ts";
import { runLines } from "./support/shell.ts";

const identity: { readonly repository: string } = JSON.parse(
  readFileSync(join(root, "identity.json"), "utf8"),
);
const [, withoutNix = ""] = readCommands("Your first fleet");

test("the README has five commands for a first fleet, with Nix and without", () => {
  const blocks = readCommands("Your first fleet");
  expect(blocks.map((block) => block.trim().split("\n").length)).toEqual([5, 5]);
});

test("the page on it begins with the same commands", () => {
  const page = readFileSync(join(root, "docs", "first-fleet.md"), "utf8");
  expect(page).toContain(`\`\`\`sh\n${readCommands("Your first fleet")[0]}\`\`\``);
});

test("the commands without Nix come to a fleet with which nothing is wrong", () => {
  const folder = scratchFolder();
  installCommand(folder);
  const done = runLines(withoutNix, folder, cloneFrom(publishTemplates()));
  expect(done, done.stderr).toMatchObject({ status: 0 });
  expect(done.stdout).toContain("fleet.config.ts: nothing wrong with 1 host.");
  const made = join(folder, "my-fleet");
  expect(readdirSync(made)).toEqual(expect.arrayContaining(["fleet.json", "fleet.lock.json"]));
  expect(run("git", ["ls-files", "--others"], made).stdout).toBe("");
});

test("what the README says of names afterwards leaves nothing of the old ones", () => {
  const folder = scratchFolder();
  cpSync(join(root, "templates", "default"), folder, { recursive: true });
  const sh = (line: string) => expect(runLines(line, folder)).toMatchObject({ status: 0 });
  sh("git init --quiet && git add --all");
  expect(fleet(folder, "generate")).toMatchObject({ status: 0 });
  sh("git add --all");
  const config = join(folder, "fleet.config.ts");
  const text = readFileSync(config, "utf8");
  const renamed = text.replace(/\badmin:/, "keith:").replace('"admin"', '"keith"');
  writeFileSync(config, renamed.replace("machine: {", "mini: {"));
  sh("mv users/admin.nix users/keith.nix");
  sh("mv hosts/machine.nix hosts/mini.nix && mv hosts/machine hosts/mini");
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, anew = "", add = ""] =
    /begin anew[^:]*: `([^`]+)`, `([^`]+)`, `fleet generate`/.exec(readme) ?? [];
  sh(`${anew} && ${add}`);
  expect(fleet(folder, "generate")).toMatchObject({ status: 0 });
  sh("git add --all");
  expect(fleet(folder, "check")).toMatchObject({
    status: 0,
    stdout: "fleet.config.ts: nothing wrong with 1 host.\n",
  });
});

/** Installs the packed command where `npx` finds it in the folder and in those below it. */
function installCommand(folder: string): void {
  const tarballs = scratchFolder();
  const cli = join(root, "packages", "cli");
  run("npm", ["pack", "--silent", "--pack-destination", tarballs], cli);
  const [tarball = ""] = readdirSync(tarballs);
  mkdirSync(join(folder, "node_modules"));
  const options = ["--offline", "--no-audit", "--no-fund", "--silent", "--no-save"];
  const installed = run("npm", ["install", ...options, join(tarballs, tarball)], folder);
  expect(installed, installed.stderr).toMatchObject({ status: 0 });
}

/** A git repository that holds the templates of this one. */
function publishTemplates(): string {
  const folder = join(scratchFolder(), "fleet");
  cpSync(join(root, "templates"), join(folder, "templates"), { recursive: true });
  run("git", ["init", "--quiet"], folder);
  run("git", ["add", "--all"], folder);
  const author = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
  run("git", [...author, "commit", "--quiet", "--message", "Templates"], folder);
  return folder;
}

/** Lets git take a folder for the address that the README names. */
function cloneFrom(folder: string): NodeJS.ProcessEnv {
  return {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `url.${pathToFileURL(folder)}.insteadOf`,
    GIT_CONFIG_VALUE_0: `https://github.com/${identity.repository}.git`,
    npm_config_offline: "true",
  };
}
