import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runFleet, spawnFleet } from "../run-fleet.ts";
import { encrypt, keyOf, runAs, toolPath } from "../secrets-fleet.ts";
import { smallFleet } from "../small-fleet.ts";

/** Ten letters, each ten times the one before. */
const bomb = [..."abcdefghij"]
  .map(
    (letter, index, all) =>
      `${letter}: &${letter} [${Array(10).fill(index === 0 ? "x" : `*${all[index - 1]}`)}]\n`,
  )
  .join("");

describe("where nothing can be imported", () => {
  it("an empty folder is told what there could be, and how a fleet begins", async () => {
    const folder = testdir({});
    const { status, stdout, stderr } = await runFleet(folder, ["import"]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("There is nothing to import in ");
    expect(stderr).toContain("nix flake init -t");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["is no YAML", "creation_rules: [\n"],
    ["is more than it looks", `${bomb}creation_rules: [{ age: *j }]\n`],
  ])("a .sops.yaml that %s is told, and not that there is none alone", async (_, text) => {
    const { status, stderr } = await runFleet(testdir({ ".sops.yaml": text }), ["import"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^ {2}\.sops\.yaml[: ]/m);
  });

  it("a folder that is none is named", async () => {
    const { status, stderr } = await runFleet(testdir({ file: "" }), ["import", "file"]);
    expect(status).toBe(2);
    expect(stderr).toContain('"file" is not a folder.');
    expect((await runFleet(testdir({}), ["import", "gone"])).stderr).toContain('"gone" is not');
  });

  it("a fleet that is there is not touched, and the way beside it is named", async () => {
    const folder = testRepository({ ...smallFleet, "flake.nix": "{ outputs = _: { }; }" });
    const before = readFileSync(join(folder, "fleet.config.ts"), "utf8");
    const { status, stderr } = await runFleet(folder, ["import"]);
    expect(status).toBe(2);
    expect(stderr).toContain("holds a fleet already, and an import never overwrites one");
    expect(stderr).toContain("--output");
    expect(readFileSync(join(folder, "fleet.config.ts"), "utf8")).toBe(before);
  });

  it("a file that --output names is never overwritten, be it a link to nowhere", async () => {
    const folder = testdir({ ".sops.yaml": "creation_rules: []\n", "there.ts": "" });
    symlinkSync("nowhere", join(folder, "link.ts"));
    for (const name of ["there.ts", "link.ts"]) {
      const { status, stderr } = await runFleet(folder, ["import", "--sops", "--output", name]);
      expect(status).toBe(2);
      expect(stderr).toContain("never overwrites a file");
    }
    expect(readFileSync(join(folder, "there.ts"), "utf8")).toBe("");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  it("a flake without Nix is told of what needs none", async () => {
    const folder = testRepository({ "flake.nix": "{ outputs = _: { }; }" });
    const { status, stderr } = await runFleet(folder, ["import"], { PATH: "/nowhere" });
    expect(status).toBe(2);
    expect(stderr).toContain("nix-eval/missing-nix");
    expect(stderr).toContain("fleet import --sops");
    expect(stderr).not.toContain("at ");
  });

  it("an answer to nothing that is asked is a mistake", async () => {
    const folder = testdir({ ".sops.yaml": sopsYaml() });
    const args = ["import", "--sops", "--answer", "same-person:a+b=one"];
    const { status, stderr } = await runFleet(folder, args);
    expect(status).toBe(2);
    expect(stderr).toContain('There is no question "same-person:a+b"');
    expect(existsSync(join(folder, "fleet.config.ts"))).toBe(false);
  });
});

/** A `.sops.yaml` as people write it: two people, two hosts, a recovery key. */
function sopsYaml(): string {
  const key = (name: string) => keyOf(name).recipient;
  return `keys:
  # users
  - &keith ${key("keith")}
  - &traci ${key("traci")}
  # hosts
  - &mini ${key("mini")}
  # admin recovery key
  - &recovery ${key("recovery")}
creation_rules:
  - path_regex: secrets/mini\\.yaml$
    key_groups:
      - age: [*keith, *mini, *recovery]
  - path_regex: secrets/[^/]+\\.(yaml|json)$
    key_groups:
      - age: [*keith, *traci, *recovery]
`;
}

function sopsRepository(): string {
  return testRepository({
    ".sops.yaml": sopsYaml(),
    "secrets/mini.yaml": encrypt("secrets/mini.yaml", ["keith", "mini", "recovery"]),
    "secrets/people.yaml": encrypt("secrets/people.yaml", ["keith", "traci", "recovery"]),
  });
}

describe("from .sops.yaml alone", () => {
  it("needs no Nix, and gives a fleet that generate and secrets status accept at once", async () => {
    const folder = sopsRepository();
    const { status, stdout, stderr } = await runFleet(folder, ["import", "--sops"], {
      PATH: "/nowhere",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("2 files' readers");
    git(folder, "add", "--", "fleet.config.ts");
    const generated = await runFleet(folder, ["generate", "--force"]);
    expect(generated.stderr).not.toContain("error");
    expect(generated.status).toBe(0);
    const looked = await runAs("keith", folder, ["secrets", "status"]);
    expect(looked.stdout + looked.stderr).not.toContain("error");
    expect(looked.status).toBe(0);
  });

  it("writes nothing when it is dry, and the same twice", async () => {
    const folder = sopsRepository();
    const first = await runFleet(folder, ["import", "--sops", "--dry-run", "--json"]);
    const second = await runFleet(folder, ["import", "--sops", "--dry-run", "--json"]);
    expect(first.stdout).toBe(second.stdout);
    expect(JSON.parse(first.stdout)).toMatchObject({ version: 1, written: false });
    expect(existsSync(join(folder, "fleet.config.ts"))).toBe(false);
  });

  it("is found from a folder below", async () => {
    const folder = sopsRepository();
    const { stdout } = await runFleet(join(folder, "secrets"), ["import", "--sops"]);
    expect(stdout).toContain("Read ../fleet.config.ts");
    expect(existsSync(join(folder, "fleet.config.ts"))).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)("says that a folder may not be written to", async () => {
    const folder = sopsRepository();
    chmodSync(folder, 0o555);
    const { status, stderr } = await runFleet(folder, ["import", "--sops"]);
    chmodSync(folder, 0o755);
    expect(status).toBe(2);
    expect(stderr).toContain("cannot be written");
    expect(readdirSync(folder)).not.toContain("fleet.config.ts");
  });

  it("leaves nothing beside the file that it writes", async () => {
    const folder = sopsRepository();
    await runFleet(folder, ["import", "--sops"]);
    expect(readdirSync(folder).sort()).toEqual([
      ".git",
      ".sops.yaml",
      "fleet.config.ts",
      "secrets",
    ]);
  });
});

it("the command as a process says the same", () => {
  const { status, stderr } = spawnFleet(testdir({}), ["import", "--sops"], { PATH: toolPath });
  expect(status).toBe(2);
  expect(stderr).toContain("import/nothing-found");
});
