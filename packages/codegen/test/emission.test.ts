import { expect, it } from "vitest";
import {
  createEmission,
  type Emitter,
  emitFiles,
  emitters,
  fleetJsonEmitter,
  generatedPaths,
  sopsYamlEmitter,
  unstamped,
} from "../src/index.ts";
import { computeWithSecrets, digest } from "./sample-files.ts";

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

const computed = computeWithSecrets({
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

function textOf(path: string): string {
  return emitFiles(computed, digest).find((file) => file.path === path)?.contents ?? "";
}

it("every rendered file is one that fleet may generate, in the order of the paths", () => {
  expect(emitFiles(computed, digest).map(({ path }) => path)).toEqual([...generatedPaths].sort());
});

it("an emitter renders no path that it does not name, and no two name one", () => {
  for (const { paths, files } of emitters) {
    for (const { path } of files(computed, digest)) expect(paths).toContain(path);
  }
  expect(new Set(generatedPaths).size).toBe(generatedPaths.length);
});

it("an emitter is asked when its files are wanted, and once", () => {
  let asked = 0;
  const counting: Emitter = {
    name: "counting",
    paths: ["b", "a"],
    files: () => {
      asked += 1;
      return [
        { path: "b", contents: "" },
        { path: "a", contents: "" },
      ];
    },
  };
  const emission = createEmission(computed, digest, [counting, sopsYamlEmitter]);
  expect(emission.filesOf(sopsYamlEmitter).map(({ path }) => path)).toEqual([".sops.yaml"]);
  expect(asked).toBe(0);
  expect(emission.files().map(({ path }) => path)).toEqual([".sops.yaml", "a", "b"]);
  expect(emission.files()[1]).toBe(emission.filesOf(counting)[1]);
  expect(asked).toBe(1);
});

it("a fleet that says nothing of secrets has no .sops.yaml, nor has one without rules", () => {
  const { secrets } = computed;
  if (secrets === undefined) throw new Error("bug: the test's declaration speaks of secrets");
  expect(sopsYamlEmitter.files({ ...computed, secrets: undefined }, digest)).toEqual([]);
  const withoutRules = { ...computed, secrets: { ...secrets, sopsYaml: undefined } };
  expect(sopsYamlEmitter.files(withoutRules, digest)).toEqual([]);
  expect(fleetJsonEmitter.files(withoutRules, digest)).toEqual(
    fleetJsonEmitter.files(computed, digest),
  );
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

it("fleet.json says whose key is whose, and who is declared without one", () => {
  const { keys } = JSON.parse(textOf("fleet.json")).secrets;
  expect(keys).toMatchObject({ "host:h7": [ageKey], "host:h8": [], "user:keith": [keithsKey] });
});

it("the keys of fleet.json stay sorted, and its index stays right", () => {
  const text = textOf("fleet.json");
  const fleet = JSON.parse(text);
  expect(Object.keys(fleet)).toEqual(Object.keys(fleet).sort());
  expect(Object.keys(fleet.hosts.h7)).toEqual(Object.keys(fleet.hosts.h7).sort());
  expect(JSON.parse(textOf("fleet.index.json")).size).toBe(Buffer.byteLength(text));
});
