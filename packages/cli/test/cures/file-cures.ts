import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { runFleet } from "../run-fleet.ts";
import { encrypt, secretsConfig } from "../secrets-fleet.ts";
import {
  type CureCases,
  configWithUse,
  fleetWith,
  groupsRule,
  path,
  readers,
  rewrite,
  seal,
  sealForGroups,
} from "./cure-case.ts";

const good = { [path]: readers };
const makesFile = 'echo "wifi: x" > "$1"';

/** Two branches that changed the same secret, and their merge. */
async function conflictingFleet(): Promise<string> {
  const folder = await fleetWith({}, { good });
  git(folder, "checkout", "--quiet", "-b", "other");
  commitFile(folder, seal(path, "wifi: theirs\n"));
  git(folder, "checkout", "--quiet", "-");
  commitFile(folder, seal(path, "wifi: ours\n"));
  try {
    git(folder, "merge", "--quiet", "other");
  } catch {
    return folder;
  }
  throw new Error("the merge went well");
}

function commitFile(folder: string, text: string): void {
  writeFiles(folder, { [path]: text });
  git(folder, "commit", "--quiet", "--all", "-m", "change");
}

/** What is wrong with files as a whole, and with where they are. */
export const fileCures: CureCases = {
  "merge-conflict": [
    ["while it lasts", { build: conflictingFleet, means: { only: [0] } }],
    [
      "that was committed",
      {
        build: () =>
          fleetWith(
            { [path]: `<<<<<<< a\n${encrypt(path, readers)}=======\n>>>>>>> b\n` },
            { good },
          ),
        means: { only: [2, 3], words: { COMMIT: "HEAD" } },
      },
    ],
  ],
  "two-sops-blocks": [
    [
      "",
      {
        build: () => {
          const text = encrypt(path, readers);
          return fleetWith({ [path]: text + text.slice(text.indexOf("\nsops:") + 1) }, { good });
        },
        means: { words: { COMMIT: "HEAD" }, editor: makesFile },
      },
    ],
  ],
  unparsable: [
    [
      "as it was cut off",
      {
        build: () => fleetWith({ [path]: encrypt(path, readers).slice(0, 700) }, { good }),
        means: { words: { COMMIT: "HEAD" }, editor: makesFile },
      },
    ],
  ],
  "no-rule": [
    [
      "for who reads it now",
      {
        build: () => fleetWith({ "old/a.yaml": encrypt("a.yaml", ["keith", "traci", "recovery"]) }),
        edit: declareProposed,
        means: { only: [] },
      },
    ],
    [
      "with unknown readers, and without operators",
      {
        build: () => fleetWith({ "old/a.yaml": encrypt("a.yaml", ["keith", "stranger"]) }),
        edit: declareProposed,
        means: { only: [] },
      },
    ],
  ],
  "missing-file": [
    [
      "",
      {
        build: () =>
          fleetWith(
            {},
            { config: secretsConfig({ rules: "    - { path: a/b/c.yaml, readers: [admins] }" }) },
          ),
        means: { editor: makesFile },
      },
    ],
  ],
  "missing-secret": [
    [
      "whose file does not exist",
      {
        build: () => fleetWith({}, { config: configWithUse("{ file: secrets/shared/new.yaml }") }),
        means: { editor: makesFile },
      },
    ],
    [
      "whose file is not encrypted",
      {
        build: () =>
          fleetWith({ [path]: "wifi: x\n" }, { config: configWithUse(`{ file: ${path} }`) }),
      },
    ],
    [
      "whose key does not exist",
      {
        build: () => fleetWith({}, { good, config: configWithUse(`{ file: ${path}, key: a/b }`) }),
        means: { editor: 'printf "a:\\n    b: x\\n" >> "$1"' },
      },
    ],
  ],
  "unruled-secret": [
    [
      "for who needs it",
      {
        build: () => fleetWith({}, { config: configWithUse("{ file: old/a.yaml }") }),
        edit: declareProposed,
        means: { only: [] },
      },
    ],
  ],
  "untracked-secret": [
    [
      "that is ignored",
      {
        build: async () => {
          const folder = await fleetWith({ ".gitignore": "secrets/\n" });
          writeFiles(folder, { [path]: encrypt(path, readers) });
          return folder;
        },
      },
    ],
  ],
  "absent-submodule": [
    [
      "after a clone",
      {
        build: async () => {
          const inner = testRepository({ "shared.yaml": encrypt(path, readers) });
          git(inner, "commit", "--quiet", "-m", "first");
          const folder = await fleetWith({});
          const allow = ["-c", "protocol.file.allow=always"];
          git(folder, ...allow, "submodule", "--quiet", "add", inner, "secrets");
          git(folder, "commit", "--quiet", "-m", "submodule");
          const clone = join(testdir(), "clone");
          git(folder, "clone", "--quiet", folder, clone);
          return clone;
        },
      },
    ],
  ],
  "group-drift": [
    [
      "",
      {
        build: () =>
          fleetWith(
            { "a.yaml": sealForGroups(["mini", "keith"], 2) },
            {
              config: secretsConfig({
                rules: groupsRule("a.yaml", ["user:keith", "host:mini"], 2),
              }),
            },
          ),
        means: { as: ["keith", "mini"] },
      },
    ],
  ],
  "multiple-key-groups": [
    [
      "",
      {
        build: () => fleetWith({ [path]: sealForGroups(["keith", "mini", "recovery"], 2) }),
        means: { as: ["keith", "mini"] },
      },
    ],
  ],
  "threshold-drift": [
    [
      "",
      {
        build: () =>
          fleetWith(
            { "a.yaml": sealForGroups(["keith", "mini", "traci"], 3) },
            {
              config: secretsConfig({
                rules: groupsRule("a.yaml", ["user:keith", "host:mini", "user:traci"], 2),
              }),
            },
          ),
        means: { as: ["keith", "mini", "traci"] },
      },
    ],
  ],
};

/** Writes the rule of a help into the config, as somebody would, and generates. */
async function declareProposed(folder: string, help: string): Promise<void> {
  const rule = /\{ path: .*? \}(?=\. (?:Or move|Left out)|$)/.exec(help)?.[0];
  if (rule === undefined) throw new Error(`no rule in: ${help}`);
  rewrite(folder, "fleet.config.yaml", (text) => text.replace("    []", `    - ${rule}`));
  await runFleet(folder, ["generate"]);
}
