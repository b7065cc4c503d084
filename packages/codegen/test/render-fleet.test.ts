import { parseFleet, resolveFleet } from "@fleet/core";
import { resolveHomes } from "@fleet/profiles";
import { renderSopsYaml, resolveSecrets, resolveWiring } from "@fleet/secrets";
import { expect, it } from "vitest";
import { generatedPaths, renderFleet, unstamped } from "../src/index.ts";

// Keys of published test vectors.
const ageKey = "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452";
const keithsKey = "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs";
const hosts = Array.from({ length: 60 }, (_, index) => [
  `h${index}`,
  {
    system: "x86_64-linux",
    users: ["keith"],
    ...(index === 7 ? { ageKey, secrets: { wifi: {} } } : {}),
  },
]);

function renderSecretFleet() {
  const { value: fleet } = parseFleet({
    users: {
      keith: {
        fullName: "Keith",
        isAdmin: true,
        ageKeys: [keithsKey],
        secrets: { token: { mode: "0440" } },
      },
    },
    hosts: Object.fromEntries(hosts),
    defaults: { stateVersion: "24.05" },
  });
  if (fleet === undefined) throw new Error("bug: the test's declaration does not parse");
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const resolved = resolveFleet(fleet, surroundings).value;
  const homes = resolveHomes(fleet, resolved, surroundings).value;
  const { value: secrets } = resolveSecrets(fleet, resolved);
  const wiring = resolveWiring(fleet, resolved).value;
  const sopsYaml = renderSopsYaml(secrets, unstamped);
  return renderFleet({
    resolved,
    homes,
    secrets: { secrets, wiring, sopsYaml },
    sources: new Map(),
  });
}

function textOf(path: string): string {
  return renderSecretFleet().find((file) => file.path === path)?.contents ?? "";
}

it("every rendered file is one that fleet may generate, in the order of the paths", () => {
  expect(renderSecretFleet().map(({ path }) => path)).toEqual([...generatedPaths].sort());
});

it(".sops.yaml has a place for its digest in its second line, and nothing else is added", () => {
  const [first, second, ...rest] = textOf(".sops.yaml").split("\n");
  expect(first).toMatch(/^# Written by `fleet generate`/);
  expect(second).toBe(`# "generated": "${unstamped}"`);
  expect(rest.join("\n")).toMatch(/^\nkeys:/);
});

it("fleet.json says which secrets reach which host and home, and with which key", () => {
  const fleet = JSON.parse(textOf("fleet.json"));
  expect(fleet.hosts.h7.identity).toEqual({ keyFile: "/var/lib/sops/age/keys.txt" });
  expect(fleet.hosts.h7.secrets).toEqual({
    wifi: { file: "secrets/hosts/h7.yaml", format: "yaml", key: "wifi", mode: "0400" },
  });
  expect(fleet.hosts.h8.accounts.keith.home.secrets).toEqual({
    token: { file: "secrets/users/keith.yaml", format: "yaml", key: "token", mode: "0440" },
  });
  expect(fleet.hosts.h8).not.toHaveProperty("secrets");
  expect(fleet.hosts.h8).not.toHaveProperty("identity");
});

it("fleet.json says who reads each file, with which recipients", () => {
  const { files } = JSON.parse(textOf("fleet.json")).secrets;
  expect(files).toContainEqual({
    path: "secrets/users/keith.yaml",
    readers: ["host:h7", "user:keith"],
    recipients: [ageKey, keithsKey].sort(),
  });
});

it("the keys of fleet.json stay sorted, and its index stays right", () => {
  const text = textOf("fleet.json");
  const fleet = JSON.parse(text);
  expect(Object.keys(fleet)).toEqual(Object.keys(fleet).sort());
  expect(Object.keys(fleet.hosts.h7)).toEqual(Object.keys(fleet.hosts.h7).sort());
  expect(JSON.parse(textOf("fleet.index.json")).size).toBe(Buffer.byteLength(text));
});
