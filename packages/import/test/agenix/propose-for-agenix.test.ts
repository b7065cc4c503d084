import { fc, test } from "@fast-check/vitest";
import type { FleetDeclaration } from "@fleet/core";
import { projectOf } from "@fleet/project";
import { createRuleFinder } from "@fleet/secrets";
import { convertSshToAge } from "@fleet/secrets/internal";
import { describe, expect, it } from "vitest";
import type { FoundAgeFile } from "../../src/agenix/found-agenix.ts";
import { anewPath } from "../../src/agenix/plan/anew-command.ts";
import { proposeForAgenix } from "../../src/agenix/plan/propose-for-agenix.ts";

const keys = {
  keith: "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
  traci: "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs",
  mini: "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4",
  recovery: "age17xr7laa7x3v9flnr8sw8l68dkmq879azxt26gsdfp3a8dt6hg9lqjrzpwk",
};
const ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDhJ0005IOc0Vr25stg9hP55DuVqqBrKpZXsJJptp7+t";

const converted = convertSshToAge(ssh);
const ageOfSsh = converted.ok ? converted.recipient : "";

const base: FleetDeclaration = {
  users: {
    keith: { uid: 1000, ageKeys: { desk: keys.keith, laptop: { ssh } } },
    traci: { uid: 1001, ageKeys: [keys.traci] },
  },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", ageKey: keys.mini } },
};

const file = (path: string, ...recipients: readonly string[]): FoundAgeFile => ({
  path,
  recipients,
  isPresent: true,
});

function propose(secrets: readonly FoundAgeFile[], declaration = base) {
  const proposal = { declaration, remarks: [], questions: [], left: [] };
  return proposeForAgenix(proposal, { keys: { owners: [] }, secrets });
}

const rulesOf = (secrets: readonly FoundAgeFile[], declaration?: FleetDeclaration) =>
  propose(secrets, declaration).proposal.declaration.secrets?.files;

describe("the rules for what agenix keeps", () => {
  it("name whoever reads a file, by the key in whichever form", () => {
    expect(rulesOf([file("a/x.age", keys.mini, keys.keith, ssh), file("b", keys.traci)])).toEqual([
      { path: "a/x.sops", readers: ["host:mini", "user:keith"] },
      { path: "b.sops", readers: ["user:traci"] },
    ]);
  });

  it("mean one key of somebody where that one alone reads, and a stranger by the key", () => {
    expect(rulesOf([file("x.age", ssh, keys.recovery)])).toEqual([
      { path: "x.sops", readers: ["user:keith/laptop", keys.recovery] },
    ]);
  });

  it("are one for a folder whose files all have the same readers", () => {
    const files = [
      file("s/a.age", keys.mini),
      file("s/b.age", keys.mini),
      file("t/a.age", keys.mini),
    ];
    expect(rulesOf(files)).toEqual([
      { path: "s/*.sops", readers: ["host:mini"] },
      { path: "t/a.sops", readers: ["host:mini"] },
    ]);
    const mixed = [...files, file("s/c.age", keys.traci)];
    expect(rulesOf(mixed)?.map(({ path }) => path)).toEqual([
      "s/a.sops",
      "s/b.sops",
      "s/c.sops",
      "t/a.sops",
    ]);
  });

  it("are one with {host} for files that differ in a host alone, where each host has a key", () => {
    const two = { ...base.hosts, desk: { system: "x86_64-linux" as const, ageKey: keys.recovery } };
    const files = [
      file("mini-token.age", keys.mini, keys.traci),
      file("desk-token.age", keys.recovery, keys.traci),
      file("minis-token.age", keys.mini, keys.traci),
    ];
    expect(rulesOf(files, { ...base, hosts: two })).toEqual([
      { path: "minis-token.sops", readers: ["host:mini", "user:traci"] },
      { path: "{host}-token.sops", readers: ["host:{host}", "user:traci"] },
    ]);
    const keyless = { ...two, nokey: { system: "x86_64-linux" as const } };
    expect(rulesOf(files, { ...base, hosts: keyless })).toHaveLength(3);
    const other = file("third-token.age", keys.traci);
    const third = { ...two, third: { system: "x86_64-linux" as const, ageKey: keys.keith } };
    expect(rulesOf([...files, other], { ...base, hosts: third })).toHaveLength(4);
  });

  it("leave out operators who do not read, though these read all else", () => {
    const operators = { recovery: { ageKeys: [keys.recovery] } };
    const files = [
      file("all.age", keys.mini, keys.recovery),
      file("none.age", keys.mini),
      file("only.age", keys.recovery),
    ];
    expect(rulesOf(files, { ...base, operators })).toEqual([
      { path: "all.sops", readers: ["host:mini"] },
      { path: "none.sops", readers: ["host:mini"], operators: false },
      { path: "only.sops", readers: ["operators"] },
    ]);
  });

  it("name the readers that all files have, once they are many", () => {
    const common = [keys.keith, ssh, keys.traci, keys.recovery];
    const { proposal } = propose([file("a.age", keys.mini, ...common), file("b.age", ...common)]);
    expect(proposal.declaration.secrets).toEqual({
      defaultRules: false,
      readers: { agenix: ["user:keith", "user:traci", keys.recovery] },
      files: [
        { path: "a.sops", readers: ["host:mini", "readers:agenix"] },
        { path: "b.sops", readers: ["readers:agenix"] },
      ],
    });
  });

  it("are a declaration in which nothing is wrong, with the readers that each file had", async () => {
    const operators = { recovery: { ageKeys: [keys.recovery] } };
    const secrets = [
      file("secrets/db.age", keys.mini, keys.keith, ssh),
      file("secrets/mail.age", keys.mini, keys.traci, keys.recovery),
      file("keys/a.age", keys.recovery),
      file("keys/b.age", keys.recovery),
    ];
    const { proposal } = propose(secrets, { ...base, operators });
    const { fleet, findings } = await projectOf(proposal.declaration);
    const errors = findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code }) => code).filter((code) => code.startsWith("secrets/"))).toEqual(
      [],
    );
    const rules = fleet?.secrets?.secrets.rules.map(({ template, groups }) => [
      template,
      groups
        .flat()
        .map(({ recipient }) => recipient.id)
        .sort(),
    ]);
    expect(new Map(rules?.map(([path, ids]) => [path, ids]))).toEqual(
      new Map([
        ["keys/*.sops", [keys.recovery]],
        ["secrets/db.sops", [keys.keith, keys.mini, ageOfSsh].sort()],
        ["secrets/mail.sops", [keys.mini, keys.traci, keys.recovery].sort()],
      ]),
    );
  });

  it("stand behind those that are there", () => {
    const secrets = { clanFolder: ".", files: [{ path: "a.yaml", readers: ["users"] }] };
    const { proposal } = propose([file("x.age", keys.mini)], { ...base, secrets });
    expect(proposal.declaration.secrets).toEqual({
      clanFolder: ".",
      files: [
        { path: "a.yaml", readers: ["users"] },
        { path: "x.sops", readers: ["host:mini"] },
      ],
    });
  });
});

describe("what is left to do by hand", () => {
  it("is each file, whoever is out of step, and what has no rule", () => {
    const state = { missing: [keys.mini], further: [keys.traci], unknown: 2 };
    const { left } = propose([
      { ...file("a.age", keys.mini), state, rulesFile: "secrets.nix", usedIn: ["hosts/mini.nix"] },
      { ...file("b.age", keys.mini), isPresent: false, rulesFile: "secrets.nix" },
      file("odd*.age", keys.mini),
      file("nobody.age"),
    ]);
    expect(left.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      "encrypt-anew a.age",
      "out-of-step a.age",
      "missing-age-file b.age",
      "age-file odd*.age",
      "age-file nobody.age",
    ]);
    expect(left[0]?.files).toEqual(["a.age", "hosts/mini.nix", "secrets.nix"]);
    expect(left[1]?.message).toBe(
      '"a.age" is not as "secrets.nix" says: it does not open for "host:mini"; it opens for "user:traci" as well; it opens for 2 more, of whom nothing is known.',
    );
  });

  it("is one item for what goes beyond a hundred files, with all their paths", () => {
    const paths = Array.from({ length: 250 }, (_, n) => `s/${n}.age`);
    const { left } = propose(paths.map((path) => file(path, keys.mini)));
    expect(left).toHaveLength(101);
    expect(left.flatMap(({ files }) => files).sort()).toEqual(paths.sort());
  });

  it("names agenix-rekey where that makes the files", () => {
    const proposal = { declaration: base, remarks: [], questions: [], left: [] };
    const found = { keys: { owners: [] }, secrets: [], unruled: ["a.age"], isRekeyed: true };
    const { left } = proposeForAgenix(proposal, found);
    expect(left).toMatchObject([{ kind: "age-file", files: ["a.age"] }]);
    expect(left[0]?.message).toContain("agenix-rekey");
  });
});

describe("whatever is encrypted to whomever", () => {
  const operators = { recovery: { ageKeys: [keys.recovery] } };
  const desk = "age16e7g5uujc7rnsqfstqweu0pl2t8d4pcl2pvj7mqv6y33jhe0cqgskgjtyr";
  const all = [keys.keith, ssh, keys.traci, keys.mini, keys.recovery, desk];
  const hosts = {
    ...base.hosts,
    desk: { system: "x86_64-linux" as const, stateVersion: "24.05", ageKey: desk },
  };
  const readers = fc.subarray(all, { minLength: 1 });
  const paths = ["a/x.age", "a/y.age", "b/x.age", "b/deep/x", "x.age", "mini/t.age", "desk/t.age"];
  const files = fc
    .tuple(...paths.map(() => fc.option(readers, { nil: undefined })))
    .map((sets) =>
      sets.flatMap((set, n) => (set === undefined ? [] : [file(paths[n] ?? "", ...set)])),
    );

  test.prop([files], { numRuns: 100 })("each file keeps exactly its readers", async (secrets) => {
    const { proposal } = propose(secrets, { ...base, hosts, operators });
    const { fleet } = await projectOf(proposal.declaration);
    const { find } = createRuleFinder(fleet?.secrets?.secrets.rules ?? []);
    for (const { path, recipients } of secrets) {
      const groups = find(anewPath(path))?.groups ?? [];
      const ids = groups.flat().map(({ recipient }) => recipient.id);
      const wanted = recipients.map((one) => (one === ssh ? ageOfSsh : one));
      expect(ids.sort()).toEqual(wanted.sort());
    }
  });
});
