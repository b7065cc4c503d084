import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

const config = `users:
  keith:
    fullName: Keith
    isAdmin: true
    sshKeys: [{ env: KEY }]
    ageKeys: [age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452]
  traci: { fullName: Traci }
  mini: { fullName: Mini }
hosts:
  mini:
    system: x86_64-linux
    tags: [server]
    ageKey: age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs
    users: [keith, traci]
  nas: { system: x86_64-linux, tags: [server], users: [keith] }
operators:
  ci: { ageKeys: [age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs] }
secrets:
  defaultRules: false
  files: [{ path: secrets/wifi.yaml, readers: ["host:mini"] }]
defaults: { stateVersion: "24.05" }
`;
const modules = ["users/keith", "users/traci", "users/mini", "hosts/mini", "hosts/nas"];
const files = {
  "fleet.config.yaml": config,
  ...Object.fromEntries(modules.map((name) => [`${name}.nix`, "{ }"])),
};
const ask = async (question: string, ...options: string[]) =>
  await memoryFleet({ files }).fleet("access", ...question.split(" "), ...options);

describe("fleet access who-can", () => {
  it("shows every way to root with its reason and the line that grants it", async () => {
    const { status, stdout, stderr } = await ask("who-can root nas");
    const login = 'logs in as "keith" with an SSH key from KEY';
    expect({ status, stderr, rows: stdout.split("\n").map((line) => line.split(/ {2,}/)) }).toEqual(
      {
        status: 0,
        stderr: "This is what is declared; what Nix makes of it, fleet verify says.\n",
        rows: [
          ["who", "can", "because", "source"],
          [
            "user:keith",
            "yes",
            `${login}; is an admin: in wheel, which may use sudo`,
            "fleet.config.yaml:5, 4",
          ],
          [
            "user:keith",
            "yes",
            `${login}; is trusted by Nix, as admins are; can have Nix do anything as root`,
            "fleet.config.yaml:5, 4",
          ],
          [""],
        ],
      },
    );
  });

  it("says of what the declaration leaves open why it is unknown", async () => {
    const { stdout } = await ask("who-can login mini");
    expect(stdout).toMatch(
      /^user:traci +unknown +logs in as "traci" \(unknown: no key is declared, and nothing says whether there is a password\) +fleet\.config\.yaml:14$/m,
    );
  });

  it("asks about all hosts with a tag", async () => {
    const { stdout } = await ask("who-can trust-nix tag:server");
    const cells = stdout.split("\n").map((line) => line.split(/ {2,}/).slice(0, 3));
    expect(cells.slice(0, 3)).toEqual([
      ["who", "target", "can"],
      ["user:keith", "host:mini", "yes"],
      ["user:keith", "host:nas", "yes"],
    ]);
  });

  it("answers programs with every step, and where it stands", async () => {
    const { ways } = JSON.parse((await ask("who-can root host:nas", "--json")).stdout);
    expect(ways[0]).toEqual({
      who: "user:keith",
      verb: "root",
      target: "host:nas",
      can: "yes",
      unknown: [],
      steps: [
        {
          from: "user:keith",
          needs: null,
          verb: "login",
          to: "account:keith@nas",
          reason: 'logs in as "keith" with an SSH key from KEY',
          unknown: null,
          origin: "user",
          path: ["users", "keith", "sshKeys"],
          place: "users.keith.sshKeys",
          file: "fleet.config.yaml",
          line: 5,
          column: 5,
        },
        {
          from: "account:keith@nas",
          needs: null,
          verb: "root",
          to: "host:nas",
          reason: "is an admin: in wheel, which may use sudo",
          unknown: null,
          origin: "user",
          path: ["users", "keith", "isAdmin"],
          place: "users.keith.isAdmin",
          file: "fleet.config.yaml",
          line: 4,
          column: 5,
        },
      ],
    });
  });

  it("says nobody where it is nobody", async () => {
    const text = config.replaceAll("users: [keith, traci]", "users: []");
    const { fleet } = memoryFleet({ files: { ...files, "fleet.config.yaml": text } });
    const run = await fleet("access", "who-can", "root", "mini");
    expect(run).toMatchObject({ status: 0, stdout: "Nobody, as far as it is declared.\n" });
    const table = await fleet("access", "who-can", "root", "mini", "--markdown");
    expect(table.stdout).toMatch(/^\| who \| can \| because \| source \|/);
  });

  it("says who reads a file without being one of its readers", async () => {
    const { stdout } = await ask("who-can read secrets/wifi.yaml");
    expect(stdout).toContain("\nBy other ways, as it is declared:\n");
    expect(stdout).toMatch(
      /^user:keith +yes +logs in .*; reads secrets\/wifi\.yaml as one of host:mini/m,
    );
    const { access, ways } = JSON.parse(
      (await ask("who-can read file:secrets/wifi.yaml", "--json")).stdout,
    );
    const names = (all: { reader?: string; who?: string }[]) =>
      all.map((one) => one.reader ?? one.who);
    expect([names(access), names(ways)]).toEqual([["host:mini", "operator:ci"], ["user:keith"]]);
  });
});

describe("fleet access of", () => {
  it("says all that somebody can do, by which ways", async () => {
    const { stdout } = await ask("of user:keith");
    const first = stdout.split("\n").map((line) => line.split(/ {2,}/)[0]);
    expect(first).toEqual([
      "Also, as it is declared:",
      "",
      "access",
      "login host:mini",
      "login host:nas",
      "read file:secrets/wifi.yaml",
      "root host:mini",
      "root host:nas",
      "trust-nix host:mini",
      "trust-nix host:nas",
      "",
    ]);
  });

  it("answers where nothing is said of secrets", async () => {
    const text = config
      .replace(/^operators:[\s\S]*?(?=^defaults)/m, "")
      .replace(/^ +age.*\n/gm, "");
    const { fleet } = memoryFleet({ files: { ...files, "fleet.config.yaml": text } });
    expect(await fleet("access", "of", "traci")).toMatchObject({ status: 0, stderr: "" });
    expect((await fleet("access", "of", "tracy")).stderr).toContain('Did you mean "traci"?');
  });
});

describe("fleet access why", () => {
  it("shows each way step by step, with its places", async () => {
    const { status, stdout } = await ask("why keith read secrets/wifi.yaml");
    expect({ status, stdout: stdout.split("\n\n2. ")[0] }).toEqual({
      status: 0,
      stdout: `yes: user:keith can read file:secrets/wifi.yaml.

1. logs in as "keith" with an SSH key from KEY
     fleet.config.yaml:5  users.keith.sshKeys
   is an admin: in wheel, which may use sudo
     fleet.config.yaml:4  users.keith.isAdmin
   reads secrets/wifi.yaml as one of host:mini
     fleet.config.yaml:20  secrets.files[0]
`,
    });
  });

  it("ends with 0 also where it is unknown", async () => {
    const { status, stdout } = await ask("why traci login mini");
    expect({ status, first: stdout.split("\n")[0] }).toEqual({
      status: 0,
      first: "unknown: user:traci may be able to log in on host:mini.",
    });
  });

  it.each([
    [
      "traci root mini",
      "become root on host:mini",
      '"traci" is no admin on "mini", and in no group that amounts to root.',
    ],
    ["traci login nas", "log in on host:nas", '"traci" has no account on "nas".'],
    [
      "traci read secrets/wifi.yaml",
      "read file:secrets/wifi.yaml",
      'The rule "secrets/wifi.yaml" does not let user:traci in',
    ],
    [
      "operator:ci login nas",
      "log in on host:nas",
      "operator:ci is a key, with which nobody logs in anywhere.",
    ],
  ])("ends with 1 and says what is missing: %s", async (question, deed, missing) => {
    const { status, stdout } = await ask(`why ${question}`);
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`^no: nothing that is declared lets \\S+ ${deed}\\.\n\n`));
    expect(stdout).toContain(missing);
    const json = JSON.parse((await ask(`why ${question}`, "--json")).stdout);
    expect(json).toMatchObject({ ok: true, answers: [{ can: "no", ways: [] }] });
    expect(json.answers[0].missing[0]).toContain(missing);
  });

  it("answers for each host with a tag", async () => {
    const { answers } = JSON.parse((await ask("why traci login tag:server", "--json")).stdout);
    expect(answers.map(({ target, can }: Record<string, string>) => [target, can])).toEqual([
      ["host:mini", "unknown"],
      ["host:nas", "no"],
    ]);
  });
});

describe("a question that is none", () => {
  it.each([
    ["who-can", "cli/unknown-option", "fleet access who-can root HOST"],
    ["who-can root", "cli/unknown-option", "fleet access who-can root HOST"],
    ["who-can root mini nas", "cli/unknown-option", "fleet access who-can root HOST"],
    ["who-can rot mini", "cli/unknown-option", 'Did you mean "root"?'],
    ["who-can root user:keith", "cli/unknown-option", "mini or host:mini"],
    ["who-can root file:a", "cli/unknown-option", "mini or host:mini"],
    ["who-can root mni", "cli/unknown-reader", 'Did you mean "mini"?'],
    ["who-can root host:mni", "cli/unknown-reader", 'Did you mean "mini"?'],
    ["who-can root tag:servers", "cli/unknown-reader", 'Did you mean "server"?'],
    ["who-can root *", "cli/unknown-reader", "tag:server"],
    ["why keith root", "cli/unknown-option", "fleet access why WHO root HOST"],
    ["why kieth root mini", "cli/unknown-reader", 'Did you mean "keith"?'],
    ["why user:kieth root mini", "cli/unknown-reader", 'Did you mean "user:keith"?'],
    ["why mini root nas", "cli/unknown-option", "Write user:mini or host:mini."],
    ["why keith rood mini", "cli/unknown-option", 'Did you mean "root"?'],
    ["why keith read ../a", "cli/unknown-file", undefined],
    ["of keith traci", "cli/unknown-option", "fleet access of WHO"],
    ["of nobody", "cli/unknown-reader", undefined],
    ["whocan root mini", "cli/unknown-option", "fleet access who-can root HOST"],
  ])("ends with 2: fleet access %s", async (question, code, help) => {
    const run = await ask(question, "--json");
    expect(run.status).toBe(2);
    const found = readDiagnostics(run);
    expect(found.map((one) => one.code)).toEqual([code]);
    if (help !== undefined) expect(found[0]?.help).toContain(help);
  });

  it("is not answered where the declaration is wrong, but says what is wrong with it", async () => {
    const text = config.replace("users: [keith]", "users: [kieth]");
    const { fleet } = memoryFleet({ files: { ...files, "fleet.config.yaml": text } });
    for (const question of ["who-can root mini", "why keith root mini", "of keith"]) {
      const run = await fleet("access", ...question.split(" "), "--json");
      expect(run.status).toBe(1);
      expect(readDiagnostics(run)).toMatchObject([{ code: "core/unknown-user" }]);
      expect(JSON.parse(run.stdout).ways ?? []).toEqual([]);
    }
  });

  it("is not answered where the config is a script and only data may be read", async () => {
    const { fleet } = memoryFleet({ files: { "fleet.config.ts": "export default {};\n" } });
    const run = await fleet("access", "who-can", "root", "mini", "--data-only", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([{ code: "cli/script-config" }]);
  });
});
