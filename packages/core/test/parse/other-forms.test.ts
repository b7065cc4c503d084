import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { findAll, sampleFleet, withMini } from "../sample-fleet.ts";

const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
const entry = { key: line, hosts: ["mini"] };

function tell(declaration: object): string[] {
  return findAll(declaration).map(
    ({ code, path = [], help }) => `${code} at ${formatPath(path)}: ${help}`,
  );
}

describe("a key with its hosts, where what it stands in says the hosts", () => {
  it.each<[string, object, string, string]>([
    ["root", sampleFleet({ root: [{ sshKeys: [entry] }] }), "root[0].sshKeys[0]", "the entry"],
    [
      "a placement",
      withMini({ users: { keith: { sshKeys: [entry] } } }),
      "hosts.mini.users.keith.sshKeys[0]",
      "the placement",
    ],
    [
      "a service account",
      sampleFleet({ serviceAccounts: { backup: { hosts: ["mini"], sshKeys: [entry] } } }),
      "serviceAccounts.backup.sshKeys[0]",
      "the account",
    ],
  ])("is one mistake, in %s", (_, declaration, place, owner) => {
    const told = tell(declaration).filter((one) => one.includes("sshKeys"));
    expect(told).toEqual([
      expect.stringContaining(`core/wrong-type at ${place}: Write the text that "key" has, alone.`),
    ]);
    expect(told[0]).toContain(owner);
  });

  it("is told to be the line alone where a user's key has no hosts", () => {
    const told = tell(sampleFleet({ users: { keith: { sshKeys: [{ key: line }] }, traci: {} } }));
    expect(told).toContainEqual(
      expect.stringMatching(/Write the line of the key alone, or add "hosts"/),
    );
  });
});

describe("an object in place of a key", () => {
  it("is one mistake, whatever its keys are", () => {
    const url = { href: "https://example.org/a.keys", origin: "x", protocol: "https:", port: "" };
    const keith = { sshKeys: [url] };
    const told = tell(sampleFleet({ users: { keith, traci: {} } }));
    expect(told.filter((one) => one.includes("sshKeys"))).toEqual([
      expect.stringMatching(/^core\/wrong-type at users\.keith\.sshKeys\[0\]: Write the line/),
    ]);
  });
});

describe("an object in place of a password", () => {
  it.each([{ plain: "x" }, { value1: "x", b: 2 }, { "tell nobody": true }])(
    "of keys that say nothing is one mistake, with the advice to change it: %j",
    (password) => {
      const told = tell(sampleFleet({ users: { keith: { password }, traci: {} } }));
      expect(told.filter((one) => one.includes("password"))).toEqual([
        expect.stringMatching(/^core\/wrong-type at users\.keith\.password: .*change it/),
      ]);
    },
  );

  it("is told by its keys where one of them is meant", () => {
    const told = tell(sampleFleet({ users: { keith: { password: { secre: "x" } }, traci: {} } }));
    expect(told).toContainEqual(expect.stringContaining('Did you mean "secret"?'));
  });
});
