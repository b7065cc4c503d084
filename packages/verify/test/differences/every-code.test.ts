import { expect, it } from "vitest";
import { verifyCodes } from "../../src/index.ts";
import { accountFleet } from "../cases/account-fleet.ts";
import { editedCases } from "../cases/edited-cases.ts";
import { secretFleet } from "../cases/secret-cases.ts";
import { serviceAccountFleet } from "../cases/service-account-cases.ts";
import { serviceFleet } from "../cases/service-fleet.ts";
import { groupsFleet, smallFleet } from "../cases/small-flake.ts";
import { textFleet } from "../cases/text-fleet.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import {
  type ShownDiagnostic,
  verifyFacts,
  verifyProbe,
} from "../support/recorded-verification.ts";
import { changed, readRecording, recalled } from "../support/recording.ts";

/** All that is found in any of the cases. */
async function findAll(): Promise<ShownDiagnostic[]> {
  const accounts = readRecording("accounts");
  const [answer = null] = accounts.values();
  const edited = editedCases.map(([, path, value]) => changed(answer, [path, value]));
  const services = readRecording("service-accounts");
  const [service = null] = services.values();
  const person = changed(service, [["hosts", "mini", "users", "copies", "isNormal"], true]);
  const servants = [...services.values(), person];
  const sources = [
    [accountFleet, verifyProbe, [...accounts.values(), ...edited]],
    [secretFleet, verifyProbe, readRecording("secrets").values()],
    [serviceFleet, verifyProbe, readRecording("services").values()],
    [serviceAccountFleet, verifyProbe, servants],
    [smallFleet, verifyFacts, readRecording("small").values()],
    [groupsFleet, verifyFacts, [recalled(readRecording("small"), "groups that nothing makes")]],
    [textFleet, verifyFacts, readRecording("units").values()],
    [textFleet, verifyFacts, readRecording("macs").values()],
  ] as const;
  const found: ShownDiagnostic[] = [];
  for (const [fleet, verify, answers] of sources) {
    const computed = await computeFleet(fleet);
    for (const one of answers) found.push(...(await verify(computed, one)).diagnostics);
  }
  return found;
}

const found = await findAll();

it("every code is that of some case", () => {
  const codes = new Set(found.map(({ code }) => code));
  const missing = Object.keys(verifyCodes.entries).filter((code) => !codes.has(`verify/${code}`));
  // Of these, the tests of asking tell.
  expect(missing).toEqual(["stale", "missing-output", "missing-node", "other-version"]);
});

it("a finding is as grave as its code, but for what is graver by whom it concerns", () => {
  const grave: ReadonlyMap<string, string> = new Map(
    Object.entries(verifyCodes.entries).map(([code, { severity }]) => [`verify/${code}`, severity]),
  );
  const others = found.filter(({ code, severity }) => severity !== grave.get(code));
  expect(new Set(others.map(({ code, severity }) => `${severity}: ${code}`))).toEqual(
    new Set(["error: verify/unknown-account", "error: verify/unexpected-code-server"]),
  );
});
