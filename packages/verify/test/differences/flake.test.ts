import { describe, expect, it } from "vitest";
import { groupsFleet, type smallCases, smallFleet } from "../cases/small-flake.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyFacts } from "../support/recorded-verification.ts";
import { readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("small");
const computed = await computeFleet(smallFleet);
const verify = (name: keyof typeof smallCases) => verifyFacts(computed, recalled(recording, name));

describe("what Nix has and the fleet did not compute", () => {
  it("is a note where it may be so: groups and keys from modules", async () => {
    const { verdicts, diagnostics } = await verify("matching");
    expect(diagnostics).toEqual([]);
    expect(verdicts).toEqual([
      {
        id: "mini",
        state: "as-computed",
        accounts: 1,
        homes: 1,
        secrets: 0,
        diagnostics: [],
        notes: ['modules also put "keith" into "gamers"', 'modules also give "keith" 1 SSH key'],
      },
    ]);
  });

  it.each([
    ["trust in a group of admins", []],
    ["trust in another group", ["trusted-user"]],
    ["trust in a group with somebody who is no admin", ["trusted-user", "unknown-account"]],
  ] as const)("is an error or not: %s", async (name, codes) => {
    const { diagnostics } = await verify(name);
    expect(diagnostics.map(({ code }) => code).toSorted()).toEqual(
      codes.map((code) => `verify/${code}`),
    );
  });

  it("is a group by which an account has it: as a member, or as its first", async () => {
    expect((await verify("a group that is the first")).diagnostics).toEqual([]);
    expect((await verify("no group")).diagnostics).toMatchObject([
      { code: "verify/missing-group", severity: "error", place: "users.keith.isAdmin" },
    ]);
  });
});

describe("a group that nothing makes", () => {
  it("is a note, however many are in it", async () => {
    const { verdicts, diagnostics } = await verify("groups that nothing makes");
    expect(diagnostics).toEqual([]);
    expect(verdicts[0]?.notes).toContain('nothing makes the groups "audio", "docker"');
  });

  it("is a warning at the place that gives it, where the fleet does", async () => {
    const { verdicts, diagnostics } = await verifyFacts(
      await computeFleet(groupsFleet),
      recalled(recording, "groups that nothing makes"),
    );
    expect(diagnostics).toMatchObject(
      ["audio", "docker"].map((group) => ({
        code: "verify/unmade-group",
        severity: "warning",
        place: "users.keith.extraGroups",
        message: `Nothing makes the group "${group}" on host "mini", so NixOS passes over that "keith" is in it.`,
        help: expect.stringContaining(`groups: { "${group}": {} }`),
      })),
    );
    expect(verdicts[0]?.notes.join()).not.toContain("nothing makes");
  });
});

describe("what the modules say", () => {
  it("is reported: assertions as errors, warnings as warnings", async () => {
    const { verdicts, diagnostics } = await verify("what modules say");
    expect(diagnostics).toMatchObject([
      { code: "verify/failed-assertion", severity: "error", place: "hosts.mini" },
      {
        code: "verify/nix-warning",
        severity: "warning",
        place: "hosts.mini",
        message: 'The modules of host "mini" warn: old option',
      },
    ]);
    expect(verdicts).toMatchObject([{ state: "different" }]);
  });
});

describe("what Nix could show a terminal", () => {
  it("is escaped", async () => {
    const { diagnostics } = await verify("a name that a terminal would obey");
    expect(diagnostics).toMatchObject([
      { code: "verify/hostname", message: expect.stringContaining('is "\\u001b[2J" in Nix') },
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain("\u001b");
  });
});
