import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { fleet, root, scratchFolder } from "./support/command.ts";
import { readAction } from "./support/composite-action.ts";

const page = readFileSync(join(root, "docs", "ci.md"), "utf8");
const snippets = [...page.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(
  ([, file = "", text = ""]) => ({
    file,
    text,
    value: parse(text, { uniqueKeys: true }),
  }),
);
const identity: { repository: string; scope: string } = JSON.parse(
  readFileSync(join(root, "identity.json"), "utf8"),
);

test("every snippet of docs/ci.md says which file it is", () => {
  expect(page.match(/```yaml\n/g)).toHaveLength(snippets.length);
  expect(snippets.map(({ file }) => file)).toEqual([
    ".github/workflows/fleet.yml",
    ".github/workflows/fleet.yml",
    ".github/workflows/plan.yml",
    ".forgejo/workflows/fleet.yml",
    ".gitlab-ci.yml",
    "lefthook.yml",
    ".pre-commit-config.yaml",
  ]);
});

test("every command line of docs/ci.md is one that the command knows", () => {
  const code = [...page.matchAll(/```\w+\n([\s\S]*?)```|`(fleet [^`]*)`/g)].map(
    ([, block, line]) => block ?? line ?? "",
  );
  const lines = code.flatMap(
    (text) => text.match(/(?<![\w/.-])fleet (?:check|generate|secrets|verify)[\w ./-]*/g) ?? [],
  );
  expect(lines.length).toBeGreaterThan(10);
  for (const line of new Set(lines.map((one) => one.trim()))) {
    const [, ...words] = line.split(/\s+/);
    const options = words.filter((word) => word.startsWith("-"));
    const name = words[0] === "secrets" ? words.slice(0, 2) : words.slice(0, 1);
    const help = fleet(root, "help", ...name);
    expect({ line, status: help.status }).toEqual({ line, status: 0 });
    for (const option of options) expect(help.stdout).toContain(option);
  }
});

test("the action is used with inputs that it has, by the name under which it is published", () => {
  const uses = snippets.flatMap(({ value }) =>
    (value.jobs?.check?.steps ?? []).filter((step: { uses?: string }) =>
      step.uses?.includes(identity.repository),
    ),
  );
  expect(uses).toHaveLength(2);
  const table = [...page.matchAll(/^\| ((?:`[\w-]+`(?:, )?)+) \|/gm)].flatMap(([, names = ""]) =>
    [...names.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
  );
  const inputs = Object.keys(readAction().inputs);
  for (const input of inputs) expect(table).toContain(input);
  expect(page).toContain(`npm install --global ${identity.scope}/cli`);
});

test("the check for a flake passes where git is missing and nothing is in the environment", () => {
  const folder = scratchFolder();
  const [, script = ""] = /runCommand "fleet-check" \{ \} ''\n([\s\S]*?)\n {4}'';/.exec(page) ?? [];
  const out = join(folder, "out");
  const bin = join(folder, "bin", "fleet");
  mkdirSync(join(folder, "bin"));
  writeFileSync(
    bin,
    `#!/bin/sh\nexec '${process.execPath}' '${join(root, "packages/cli/dist/main.js")}' "$@"\n`,
  );
  chmodSync(bin, 0o755);
  const build = script
    .replaceAll(/\$\{\.\/\.\}/g, join(root, "examples", "workstations"))
    .replaceAll(/\$\{config\.packages\.fleet\}/g, folder);
  const built = spawnSync("sh", ["-e", "-c", build], {
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", TMPDIR: folder, out },
    encoding: "utf8",
  });
  expect(built).toMatchObject({ status: 0, stderr: "" });
  expect(existsSync(out)).toBe(true);
});
