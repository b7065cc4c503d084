import type { JsonValue } from "@fleet/nix-eval";
import { expect, it } from "vitest";
import { composeQuestion } from "../src/ask/question.ts";
import type { ComparedFleet } from "../src/differences/difference.ts";
import type { Question } from "../src/facts/answers.ts";
import { accountCases } from "./cases/account-cases.ts";
import { accountFleet } from "./cases/account-fleet.ts";
import { codeServerCases } from "./cases/code-server-cases.ts";
import { macCases } from "./cases/mac-cases.ts";
import { listTexts } from "./cases/probe-case.ts";
import { secretCases, secretFleet } from "./cases/secret-cases.ts";
import { serviceAccountCases, serviceAccountFleet } from "./cases/service-account-cases.ts";
import { serviceCases } from "./cases/service-cases.ts";
import { serviceFleet } from "./cases/service-fleet.ts";
import { type HostSettings, smallCases, smallFleet, writeSmallFlake } from "./cases/small-flake.ts";
import { type TextChanges, textFleet, writeTextFlake } from "./cases/text-fleet.ts";
import { computeFleet } from "./support/computed-fleet.ts";
import { recordFlake, recordProbe } from "./support/recorder.ts";
import { recordingFile, writeRecording } from "./support/recording.ts";

it.each([
  ["accounts", accountFleet, accountCases],
  ["secrets", secretFleet, secretCases],
  ["services", serviceFleet, serviceCases],
  ["service-accounts", serviceAccountFleet, serviceAccountCases],
] as const)(
  "what is recorded of %s is what Nix makes of fleet.json",
  async (name, fleet, cases) => {
    const { json } = await computeFleet(fleet);
    const recording = await recordProbe(listTexts(json, cases), fleet.files);
    await expect(writeRecording(recording)).toMatchFileSnapshot(recordingFile(name));
  },
);

it.each([
  ["units", codeServerCases],
  ["macs", macCases],
] as const)("what is recorded of %s is what Nix tells of a flake", async (name, cases) => {
  const changes = new Map<string, TextChanges>([["as computed", {}], ...cases]);
  expect(changes.size).toBe(cases.length + 1);
  const { fleet } = await computeFleet(textFleet);
  const flake = writeTextFlake(changes);
  const ids = ["devbox", "blackphos"] as const;
  const [servers, macs] = await Promise.all(
    ids.map((id) => recordFlake(flake, askAs(fleet, id, changes.keys()))),
  );
  const hosts = [...changes.keys()].map((one): [string, JsonValue] => [
    one,
    { devbox: servers?.get(one) ?? null, blackphos: macs?.get(one) ?? null },
  ]);
  await expect(writeRecording(new Map(hosts))).toMatchFileSnapshot(recordingFile(name));
});

it("what is recorded of a small host is what Nix tells of a flake", async () => {
  const cases = new Map<string, HostSettings>(Object.entries(smallCases));
  const { fleet } = await computeFleet(smallFleet);
  const found = await recordFlake(writeSmallFlake(cases), askAs(fleet, "mini", cases.keys()));
  const hosts = [...cases.keys()].map((one): [string, JsonValue] => [
    one,
    { mini: found.get(one) ?? null },
  ]);
  await expect(writeRecording(new Map(hosts))).toMatchFileSnapshot(recordingFile("small"));
});

/** What is asked about a host of a fleet, under other names. */
function askAs(fleet: ComparedFleet, id: string, names: Iterable<string>): Question {
  const asked = composeQuestion(fleet, [...fleet.resolved.hosts.values()]).hosts.get(id);
  if (asked === undefined) throw new Error(`there is no host ${id}`);
  return { hosts: new Map([...names].map((name) => [name, asked])), homes: [] };
}
