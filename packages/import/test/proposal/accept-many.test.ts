import { applyAcceptances, type Finding } from "@fleet/diagnostics";
import { computeFleet, declareFleet } from "@fleet/project/internal";
import { describe, expect, it } from "vitest";
import { acceptMany } from "../../src/proposal/accept-many.ts";
import type { Proposal } from "../../src/proposal/proposal.ts";
import { fold } from "../support/folded-fleet.ts";
import { foundFleet, foundHost, foundUser } from "../support/sample-found.ts";

async function check({ declaration }: Proposal): Promise<readonly Finding[]> {
  const { value, diagnostics } = declareFleet(declaration);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const computed = await computeFleet(value.fleet, surroundings);
  return applyAcceptances(
    [...diagnostics, ...computed.diagnostics],
    declaration.policy?.accept ?? [],
  ).left;
}

/** A host whose every account is in a group that Nix trusts. */
function trusting(count: number): Proposal {
  const users = Array.from({ length: count }, (_, index) =>
    foundUser(`user${index}`, { uid: 1000 + index, groups: ["media"] }),
  );
  return fold(foundFleet([foundHost("mini", { users, trustedUsers: ["root", "@media"] })]));
}

const codesOf = (findings: readonly Finding[]) => findings.map(({ code }) => code);
const trusted = "core/trusted-without-admin";

describe("what a fleet that was there would be warned of", () => {
  it("is accepted in one entry where it is many times one thing, with a question for a reason", async () => {
    const plain = trusting(40);
    const before = await check(plain);
    expect(codesOf(before).filter((code) => code === trusted)).toHaveLength(40);
    const { declaration, remarks, left } = acceptMany(plain, before);
    expect(declaration.policy?.accept).toEqual([
      { code: trusted, at: "users.*.isTrustedByNix", reason: expect.stringMatching(/\?$/) },
    ]);
    expect(remarks.at(-1)).toMatchObject({ path: ["policy", "accept", 0], isGuess: true });
    expect(left.at(-1)).toMatchObject({
      kind: "acceptance",
      about: "users.*.isTrustedByNix",
      message: expect.stringContaining(`40 findings ${trusted}`),
    });
    const after = await check(acceptMany(plain, before));
    expect(codesOf(after)).not.toContain(trusted);
    expect(after).toHaveLength(before.length - 40);
  });

  it("is left to be read where it is not so often", async () => {
    const plain = trusting(10);
    expect(acceptMany(plain, await check(plain))).toBe(plain);
  });

  it("is not accepted where that is no matter of choice, or of no place in the declaration", () => {
    const plain = trusting(1);
    const finding = { code: trusted, severity: "warning", message: "No." } as const;
    const many = Array.from({ length: 20 }, (_, index): Finding[] => [
      { ...finding, path: ["users", `u${index}`, "isTrustedByNix"] },
      { ...finding, choice: true, file: `secrets/${index}.yaml`, path: [] },
      { ...finding, choice: true, path: ["layout"] },
    ]);
    expect(acceptMany(plain, many.flat())).toBe(plain);
  });

  it("is one entry for each kind of place, whatever names stand in it", () => {
    const finding = { code: trusted, severity: "warning", message: "No.", choice: true } as const;
    const names = Array.from({ length: 11 }, (_, index) => `a "b".*${index}`);
    const { declaration } = acceptMany(
      trusting(1),
      names.flatMap((name, index): Finding[] => [
        { ...finding, path: ["hosts", name, "users", name, "isTrustedByNix"] },
        { ...finding, path: ["secrets", "files", index] },
      ]),
    );
    expect(declaration.policy?.accept?.map(({ at }) => at)).toEqual([
      "hosts.*.users.*.isTrustedByNix",
      "secrets.files.*",
    ]);
  });
});
