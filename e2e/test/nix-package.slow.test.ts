import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyAsRepository, type Outcome, root, scratchFolder } from "./support/command.ts";
import { buildPackage, findIsolation } from "./support/nix-build.ts";

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(join(root, "packages", "cli", "package.json"), "utf8"),
);

describe("the package that Nix builds", () => {
  let scratch = "";
  let built = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "fleet-package-"));
    built = buildPackage(scratch);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  /** Runs the command that was built, with more in the environment. */
  const fleet = (cwd: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Outcome =>
    spawnSync(join(built, "bin", "fleet"), args, {
      cwd,
      encoding: "utf8",
      env: { ...process.env, FLEET_CACHE_DIR: join(scratch, "cache"), ...more },
    });

  test.skipIf(process.platform !== "linux")("was built where no network is", () => {
    expect(findIsolation()).not.toEqual([]);
  });

  test("it is byte for byte what is published on npm", () => {
    const ofNpm = join(root, "packages", "cli", "dist");
    const ofNix = join(built, "lib", "fleet", "dist");
    const files = listFiles(ofNix);
    // The folder of a checkout may hold files of earlier builds as well.
    expect(listFiles(ofNpm)).toEqual(expect.arrayContaining([...files]));
    for (const file of files) {
      expect(readFileSync(join(ofNix, file)).equals(readFileSync(join(ofNpm, file))), file).toBe(
        true,
      );
    }
  });

  test("it comes out the same a second time", () => {
    expect(buildPackage(scratch, "--rebuild")).toBe(built);
  });

  test("it has the version of the flake, and the licences of what is in it", () => {
    expect(fleet(scratch, ["--version"])).toMatchObject({
      status: 0,
      stdout: `${manifest.version}\n`,
    });
    expect(readdirSync(join(built, "lib", "fleet"))).toContain("LICENSE");
    expect(readdirSync(join(built, "lib", "fleet", "dist"))).toContain("THIRD-PARTY-LICENSES.txt");
  });

  test("it has completions where shells look for them", () => {
    expect(listFiles(join(built, "share"))).toEqual([
      "bash-completion/completions/fleet.bash",
      "fish/vendor_completions.d/fleet.fish",
      "zsh/site-functions/_fleet",
    ]);
  });

  test("it generates, checks and verifies a fleet", () => {
    const family = copyAsRepository("examples", "family");
    expect(fleet(family, ["generate", "--check"])).toMatchObject({ status: 0 });
    expect(fleet(family, ["check"])).toMatchObject({ status: 0 });
    const verified = fleet(family, ["verify", "--without-inputs"]);
    expect(verified, verified.stderr).toMatchObject({ status: 0 });
    expect(verified.stdout).toMatch(/^mini .*: as computed$/m);
  });

  test("a foreign Node first in PATH is not asked, and NODE_OPTIONS is left to whoever set it", () => {
    const foreign = join(scratchFolder(), "bin");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "node"), "#!/bin/sh\necho foreign\nexit 1\n");
    chmodSync(join(foreign, "node"), 0o755);
    const told = fleet(scratch, ["--version"], {
      NODE_OPTIONS: "--import=data:text/javascript,process.stderr.write(String(true))",
      PATH: `${foreign}:${process.env["PATH"]}`,
    });
    expect(told).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: "true" });
  });

  test("it brings git where the machine has none, and asks the machine's own where it has one", () => {
    const family = copyAsRepository("examples", "family");
    writeFileSync(join(family, "hosts", "mini", "untold.nix"), "{ }\n");
    spawnSync("git", ["rm", "--cached", "--quiet", "flake.nix"], { cwd: family });
    const without = fleet(family, ["check"], { PATH: "" });
    expect(without.stdout + without.stderr).toContain("git add -- flake.nix");

    const own = join(scratchFolder(), "bin");
    mkdirSync(own);
    writeFileSync(join(own, "git"), `#!/bin/sh\ntouch ${own}/asked\nexit 1\n`);
    chmodSync(join(own, "git"), 0o755);
    fleet(family, ["check"], { PATH: `${own}:/usr/bin:/bin` });
    expect(readdirSync(own)).toContain("asked");
  });
});

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
