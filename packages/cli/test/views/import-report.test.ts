import { type ImportedFleet, type LeftItem, renderConfigScript } from "@fleet/import";
import { memoryWorld, openProject } from "@fleet/project";
import { createScriptRunner } from "@fleet/project/node";
import { expect, it } from "vitest";
import { describeImport } from "../../src/views/import/import-json.ts";
import { renderImport } from "../../src/views/import/import-report.ts";

const nothingEqual = {
  hosts: 0,
  accounts: 0,
  groups: 0,
  keys: 0,
  trustedUsers: 0,
  secrets: 0,
  homes: 0,
  files: 0,
};

const proposal: ImportedFleet["proposal"] = {
  declaration: {
    users: { ada: { fullName: "Ada", uid: 1000, isAdmin: true, home: "none" } },
    hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } },
    layout: { host: [] },
  },
  remarks: [{ path: ["hosts", "mini", "system"], text: "nobody says it", isGuess: true }],
  questions: [],
  left: [
    {
      kind: "password",
      about: "ada@mini",
      message: "its hash stands in a module.",
      help: "",
      files: ["hosts/mini.nix"],
    },
  ],
};

const text = renderConfigScript(proposal);

async function imported(more: Partial<ImportedFleet> = {}): Promise<ImportedFleet> {
  const world = memoryWorld({
    files: { "fleet.config.ts": text },
    scripts: (disk) => createScriptRunner({ disk }),
  });
  const place = {
    root: "/fleet",
    target: "/fleet/fleet.config.ts",
    configs: [],
    hasFlake: true,
  };
  const nothing = { hosts: [], homes: [] };
  return {
    place,
    found: {
      flake: undefined,
      surveyed: nothing,
      fleet: nothing,
      failed: [],
      gaps: [],
      unreadable: [],
      sops: undefined,
      clan: undefined,
      agenix: undefined,
    },
    proposal,
    questions: [],
    text,
    flakeLines: ['fleet.url = "github:OWNER/fleet";'],
    project: await openProject(world),
    computed: { equal: { ...nothingEqual, hosts: 1, accounts: 1 }, differences: [] },
    evaluated: undefined,
    ignoredFiles: 0,
    ...more,
  };
}

const shown = { isWritten: true, isVerbose: false, target: "fleet.config.ts", folder: "" };

const item = (kind: string, about: string, help: string): LeftItem => ({
  kind,
  about,
  message: "it is so.",
  help,
  files: [],
});

it("says in three parts what came over, what differs and what is left, and then what comes next", async () => {
  const report = renderImport(await imported(), shown);
  expect(report).toContain("Carried over\n");
  expect(report).toContain("  declared  1 host, 1 person, 1 account\n");
  expect(report).toContain("  as it was 1 host, 1 account of any kind (by what fleet computes)\n");
  expect(report).toContain("\nDiffers\n  nothing\n");
  expect(report).toContain("\nLeft to you\n  goes on as it is: 1 password\n");
  expect(report).toContain("  1. Read fleet.config.ts: 1 guess is marked `guess:`.\n");
  expect(report).toContain("  2. git add -- fleet.config.ts && fleet generate\n");
  expect(report).toContain('       fleet.url = "github:OWNER/fleet";\n');
});

it("names each difference with its reason, those of Nix and of computing once", async () => {
  const difference = {
    kind: "accounts",
    host: "mini",
    what: "users.users.ada.uid",
    before: "1000",
    after: "1001",
    reason: "The machine has it already.",
  } as const;
  const report = renderImport(
    await imported({
      computed: { equal: nothingEqual, differences: [difference] },
      evaluated: { equal: nothingEqual, differences: [difference] },
    }),
    shown,
  );
  expect(report.split("mini: users.users.ada.uid: 1000 → 1001").length).toBe(2);
  expect(report).toContain("      The machine has it already.\n");
});

it("lists some of many, and all of them with --verbose", async () => {
  const left = Array.from({ length: 9 }, (_, index) =>
    item("module", `host${index}`, "Import it."),
  );
  const fleet = await imported({ proposal: { ...proposal, left } });
  expect(renderImport(fleet, shown)).toContain("    … and 6 more: see them with --verbose\n");
  const all = renderImport(fleet, { ...shown, isVerbose: true });
  expect(all.match(/host\d: it is so\./g)).toHaveLength(9);
});

it("shows nothing that a terminal obeys, and no line of more than 80 columns that can be broken", async () => {
  const left = [
    item("mo\u001b[31mdule", "mini\u001b]0;x\u0007\nroot: # ", `${"word ".repeat(60)}\u202e`),
  ];
  const report = renderImport(await imported({ proposal: { ...proposal, left } }), shown);
  for (const sign of ["\u001b", "\u0007", "\u202e"]) expect(report).not.toContain(sign);
  expect(Math.max(...report.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

it("says how a question is answered that nobody was asked", async () => {
  const question = {
    id: "same-person:ada+adal",
    text: "Are ada and adal one person?",
    because: "They have one key.",
    answers: [
      { value: "one", text: "One person." },
      { value: "several", text: "Two people." },
    ],
    proposed: "several",
    answer: undefined,
  };
  const report = renderImport(await imported({ questions: [question] }), shown);
  expect(report).toContain("  Are ada and adal one person? Two people.\n");
  expect(report).toContain("Otherwise: --answer same-person:ada+adal=one\n");
});

it("is for programs what it is for people", async () => {
  const json = describeImport(await imported(), { isWritten: false });
  expect(json).toMatchObject({
    files: [{ path: "fleet.config.ts", change: "none" }],
    declared: { people: 1, hosts: 1, accounts: 1, guesses: 1 },
    people: [{ id: "ada", hosts: ["mini"] }],
    hosts: [{ id: "mini", system: "x86_64-linux", users: ["ada"] }],
    questions: [],
    left: proposal.left,
    failed: [],
    config: text,
  });
});

it("tells every group that somebody loses, and what Nix and fleet say alike once", async () => {
  const lost = (group: string) => ({
    kind: "groups" as const,
    host: "mini",
    what: "users.users.ada.extraGroups",
    before: group,
    after: "",
    reason: "",
  });
  const computed = { equal: nothingEqual, differences: [lost("docker"), lost("wheel")] };
  const evaluated = { equal: nothingEqual, differences: [lost("wheel"), lost("video")] };
  const report = renderImport(await imported({ computed, evaluated }), shown);
  const lines = report.split("\n").filter((line) => line.includes("extraGroups"));
  expect(lines.map((line) => / (\w+) →/.exec(line)?.[1])).toEqual(["wheel", "video", "docker"]);
});
