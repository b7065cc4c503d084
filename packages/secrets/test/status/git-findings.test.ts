import { describe, expect, it } from "vitest";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import type { GitView } from "../../src/findings/git-findings.ts";
import { compareRepository, type Repository } from "../../src/status/status.ts";
import type { SecretUse } from "../../src/wiring/wiring.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const read = createSecretFileReader();
const path = "secrets/hosts/mini.yaml";
const age = ["user keith", "host mini", "recovery"].map(recipientOf).join();
const good = encryptFile("yaml", { age }, "wifi: x\n");
const use: SecretUse = {
  reader: "host:mini",
  name: "wifi",
  origin: ["hosts", "mini", "secrets", "wifi"],
  file: path,
  key: "wifi",
};

function find(
  git: Partial<GitView>,
  {
    text = good,
    rules = [],
    ...repository
  }: Partial<Repository> & { text?: string; rules?: Parameters<typeof makeFleet>[0]["rules"] } = {},
) {
  const { diagnostics } = compareRepository(resolveMade(makeFleet({ ...family, rules })).value, {
    files: [read({ path, bytes: new TextEncoder().encode(text) })],
    sopsYaml: undefined,
    wantedSopsYaml: undefined,
    otherConfigs: [],
    uses: [],
    keys: new Map(),
    hostKeys: new Map(),
    git: { isTracked: () => true, absentSubmodules: [], ...git },
    ...repository,
  });
  return diagnostics.map(({ code, severity, help }) => [
    code.replace("secrets/", ""),
    severity,
    help,
  ]);
}

describe("a secret file that git does not track", () => {
  const git = { isTracked: () => false };
  const help = `Run \`git add --force -- ${path}\`: it is encrypted, and a .gitignore may leave it out.`;

  it("is a warning, and an error where somebody needs it", () => {
    expect(find(git)).toEqual([["untracked-secret", "warning", help]]);
    expect(find(git, { uses: [use] })).toEqual([["untracked-secret", "error", help]]);
  });

  it("is not put into git while it holds anything in the clear", () => {
    for (const text of ["wifi: x\n", `open: x\n${good}`]) {
      expect(find(git, { text }).map(([code]) => code)).not.toContain("untracked-secret");
    }
  });

  it("is no finding where nothing is known of git", () => {
    expect(find({ isTracked: () => undefined })).toEqual([]);
  });
});

describe("a submodule that is not there", () => {
  const nothing = { files: [] };
  const help = "Run `git submodule update --init -- secrets`.";

  it("is what is wrong with all that should be in it", () => {
    const rules = [{ path: "secrets/none.yaml", readers: ["admins"] }];
    const found = find({ absentSubmodules: ["secrets"] }, { ...nothing, rules, uses: [use] });
    expect(found).toEqual([["absent-submodule", "error", help]]);
  });

  it("is a warning where a rule is about more than it, and nothing where none is", () => {
    const rules = [{ path: "vendor/**", readers: ["admins"] }];
    const found = find({ absentSubmodules: ["other", "vendor/b"] }, { rules });
    expect(found).toContainEqual([
      "absent-submodule",
      "warning",
      "Run `git submodule update --init -- vendor/b`.",
    ]);
    expect(found.filter(([code]) => code === "absent-submodule")).toHaveLength(1);
  });
});
