import { test } from "@fast-check/vitest";
import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { type ExplainedValue, explainAccount, explainHost } from "../../src/internal.ts";
import { arbitraryFleet } from "../arbitrary-fleet.ts";
import { resolveSound, sampleFleet, surroundingsOf } from "../sample-fleet.ts";

const key = (letter: string) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)}`;

const { fleet: declared, resolved } = resolveSound(
  sampleFleet({
    users: {
      keith: {
        fullName: "Keith",
        isAdmin: true,
        shell: "fish",
        sshKeys: [`${key("A")} desk`, { key: key("B"), hosts: ["studio"] }],
      },
      traci: { fullName: "Traci", uid: 1005, isDisabled: true, isAdmin: true },
    },
    hosts: {
      mini: {
        system: "x86_64-linux",
        users: { keith: { shell: "zsh" }, traci: {} },
        deploy: { target: "root@mini.example.org" },
      },
      studio: { system: "aarch64-darwin", users: { keith: { uid: 501, sshKeys: [] } } },
    },
    defaults: { shell: "bash", stateVersion: "24.05" },
  }),
);
const fleet = { declared, resolved, files: new Set<string>() };

function findValue(values: readonly ExplainedValue[] | undefined, name: string) {
  const found = values?.find((one) => one.name === name);
  if (found === undefined) throw new Error(`bug: nothing explains ${name}`);
  const asked = found.asked.map(({ path, origin, says }) => [
    path === null ? origin : formatPath(path),
    says,
  ]);
  return { value: found.value, place: found.path === null ? null : formatPath(found.path), asked };
}

describe("an explained account", () => {
  it("says of a value who was asked, in which order, and who answered", () => {
    expect(findValue(explainAccount(fleet, "mini", "keith")?.values, "shell")).toEqual({
      value: "zsh",
      place: "hosts.mini.users.keith.shell",
      asked: [
        ["hosts.mini.users.keith.shell", "zsh"],
        ["users.keith.shell", "fish"],
        ["defaults.shell", "bash"],
        ["built-in", "bash"],
      ],
    });
  });

  it("asks on a Mac the placement alone for the uid", () => {
    expect(findValue(explainAccount(fleet, "studio", "keith")?.values, "uid")).toEqual({
      value: 501,
      place: "hosts.studio.users.keith.uid",
      asked: [
        ["hosts.studio.users.keith.uid", 501],
        ["ledger", null],
        ["built-in", null],
      ],
    });
  });

  it("names the ledger where that remembers a uid", () => {
    const { value, place } = findValue(explainAccount(fleet, "mini", "keith")?.values, "uid");
    expect([typeof value, place]).toEqual(["number", null]);
    expect(
      explainAccount(fleet, "mini", "keith")?.values.find(({ name }) => name === "uid")?.origin,
    ).toBe("ledger");
  });

  it("puts what takes the rights of a disabled account before all that would give them", () => {
    expect(findValue(explainAccount(fleet, "mini", "traci")?.values, "isAdmin")).toMatchObject({
      value: false,
      place: "users.traci.isDisabled",
      asked: [
        ["users.traci.isDisabled", false],
        ["hosts.mini.users.traci.isAdmin", null],
        ["users.traci.isAdmin", true],
        ["built-in", false],
      ],
    });
  });

  it("says of each key why the account has not got it", () => {
    const keys = (host: string) =>
      explainAccount(fleet, host, "keith")?.sshKeys.map(({ key: shown, missing }) => [
        shown,
        missing,
      ]);
    expect(keys("mini")).toEqual([
      ["ssh-ed25519 …AAAAAAAAAAAA desk", null],
      ["ssh-ed25519 …BBBBBBBBBBBB", "it is for studio"],
    ]);
    expect(keys("studio")?.map(([, missing]) => missing)).toEqual([
      "the placement has its own keys instead",
      "the placement has its own keys instead",
    ]);
  });

  it("is none where there is no account", () => {
    expect(explainAccount(fleet, "studio", "traci")).toBeUndefined();
    expect(explainAccount(fleet, "constructor", "keith")).toBeUndefined();
  });

  it("never shows the hash of a password", () => {
    const hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
    const own = resolveSound(
      sampleFleet({
        users: { keith: { fullName: "Keith", isAdmin: true, password: { hash } } },
        hosts: { mini: { system: "x86_64-linux", users: ["keith"] } },
      }),
    );
    const text = JSON.stringify(
      explainAccount({ declared: own.fleet, resolved: own.resolved }, "mini", "keith"),
    );
    expect(text).toContain("a hash");
    expect(text).not.toContain(hash);
  });

  test.prop([arbitraryFleet])(
    "is of what was resolved: the first that says something decided",
    (one) => {
      const { fleet: said, resolved: come } = resolveSound(one);
      for (const [host, { accounts }] of come.hosts) {
        for (const [user, account] of accounts) {
          const explained = explainAccount({ declared: said, resolved: come }, host, user);
          expect(findValue(explained?.values, "shell").value).toBe(account.shell.value);
          expect(findValue(explained?.values, "isAdmin").value).toBe(account.isAdmin.value);
          expect(findValue(explained?.values, "uid").value).toBe(account.uid?.value ?? null);
          for (const { value, path, origin, asked } of explained?.values ?? []) {
            if (value === null || asked.length === 0) continue;
            const first = asked.find(({ says }) => says !== null);
            expect([first?.says, first?.path, first?.origin]).toEqual([value, path, origin]);
          }
        }
      }
    },
  );
});

describe("an explained host", () => {
  it("says where its values are, and what holds where it says none", () => {
    const values = explainHost(fleet, "mini")?.values;
    expect(findValue(values, "stateVersion")).toMatchObject({
      value: "24.05",
      place: "defaults.stateVersion",
    });
    expect(findValue(values, "hostname").place).toBeNull();
    expect(findValue(values, "deploy.target").place).toBe("hosts.mini.deploy.target");
  });

  it("says of each module what asks for it, in the order of import", () => {
    const files = [
      "users/keith.nix",
      "hosts/mini.nix",
      "hosts/mini/hardware.nix",
      "hosts/shared.nix",
      "modules/gaming.nix",
      "modules/nvidia.nix",
    ];
    const own = resolveSound(
      sampleFleet({
        users: { keith: { fullName: "Keith", isAdmin: true } },
        hosts: {
          mini: {
            system: "x86_64-linux",
            users: ["keith"],
            features: ["gaming"],
            modules: ["modules/nvidia.nix"],
          },
        },
        features: { gaming: {} },
      }),
      surroundingsOf(files),
    );
    const around = { declared: own.fleet, resolved: own.resolved, files: new Set(files) };
    const host = explainHost(around, "mini");
    expect(host?.modules.map(({ module, because }) => [module, because])).toEqual([
      ["hosts/shared.nix", "of every host"],
      ["modules/gaming.nix", "of the feature gaming"],
      ["hosts/mini/hardware.nix", "the hardware of mini"],
      ["hosts/mini.nix", "of the host mini"],
      ["modules/nvidia.nix", "named by the declaration"],
    ]);
  });
});
