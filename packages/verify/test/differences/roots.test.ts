import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../../../../nix/test/offline-flake.ts";
import {
  rootFindings,
  rootPasswordCases,
  sharedCases,
  sudoCases,
  toldCases,
} from "../cases/root-cases.ts";
import { smallFleet } from "../cases/small-flake.ts";
import { type ComputedTestFleet, computeFleet } from "../support/computed-fleet.ts";
import { verifyFacts } from "../support/recorded-verification.ts";
import { changed, readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("small");
const placeholder =
  /^"(.*)"$/m.exec(
    readFileSync(join(repository, "nix", "lib", "modules", "placeholder-key.nix"), "utf8"),
  )?.[1] ?? "";
const computed = await computeFleet(smallFleet);
const find = async (name: string, fleet: ComputedTestFleet = computed) =>
  (await verifyFacts(fleet, recalled(recording, name))).diagnostics;

describe("a way to become root", () => {
  it.each(rootFindings)("is a finding or none: %s", async (name, _, code) => {
    const found = await find(name);
    expect(found.map((one) => one.code)).toEqual(code === undefined ? [] : [`verify/${code}`]);
  });

  it("is a note where a rule is text, and what NixOS itself puts there is no rule", async () => {
    const notesOf = async (name: string) =>
      (await verifyFacts(computed, recalled(recording, name))).verdicts[0]?.notes.join("\n");
    const text = "what security.sudo.extraConfig allows was not compared";
    expect(await notesOf("an admin without a password, beside a rule that is text")).toContain(
      text,
    );
    expect(
      await notesOf("an admin without a password, beside what NixOS itself sets of sudo"),
    ).not.toContain(text);
  });

  it.each([
    ["a placeholder", placeholder],
    ["what the environment gives an admin", "ssh-ed25519 AAAAC3Nz given"],
  ])("is no key of root's that is %s", async (_, key) => {
    const { users, hosts } = smallFleet.declaration;
    const sshKeys = [{ env: "KEITH_KEY" }];
    const fleet = await computeFleet({
      ...smallFleet,
      declaration: { hosts, users: { keith: { ...users.keith, sshKeys } } },
    });
    const letIn = [
      ["mini", "users", "keith", "sshKeys"],
      ["mini", "privileges", "loginKeys", "root", "keys"],
    ].reduce((value, path) => changed(value, [path, [key]]), recalled(recording, "matching"));
    const { diagnostics } = await verifyFacts(fleet, letIn);
    expect(diagnostics.filter(({ code }) => code === "verify/root-key")).toEqual([]);
  });

  it("is a note where sshd finds keys that no account declares", async () => {
    const { verdicts } = await verifyFacts(
      computed,
      recalled(recording, "keys that a command finds"),
    );
    expect(verdicts[0]?.notes.filter((note) => note.includes("openssh"))).toEqual([
      "whom services.openssh.authorizedKeysCommand lets in was not compared",
    ]);
  });

  it("never shows a password", async () => {
    const found = await find("a first password of root's");
    expect(JSON.stringify([found, [...recording]])).not.toContain("tell nobody");
  });

  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+";
  const withKey = (isAdmin: boolean) =>
    computeFleet({
      ...smallFleet,
      declaration: {
        users: {
          keith: { fullName: "Keith", isAdmin: true, uid: 1000, sshKeys: isAdmin ? [key] : [] },
          traci: { fullName: "Traci", uid: 1001, sshKeys: isAdmin ? [] : [key] },
        },
        hosts: {
          mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] },
          travel: { system: "x86_64-linux", stateVersion: "24.05", users: ["traci"] },
        },
      },
      files: [...smallFleet.files, "users/traci.nix", "hosts/travel.nix"],
    });
  const letIn = (login: string) =>
    changed(recalled(recording, "matching"), [
      ["mini", "privileges", "loginKeys", login, "keys"],
      [`${key} laptop`],
    ]);

  it.each(["root", "keith"])("is whose the key is that lets in as %s", async (login) => {
    const fleet = await withKey(false);
    const { diagnostics } = await verifyFacts(fleet, letIn(login));
    expect(diagnostics.filter(({ code }) => code === "verify/root-key")).toMatchObject([
      { severity: "warning", message: expect.stringContaining('the SSH key of "traci"') },
    ]);
  });

  it("is whose the key is, and not whose key a command is about", async () => {
    const fleet = await withKey(true);
    const other = key.replace("IIbcnZ", "IIbcnX");
    const letIn = changed(recalled(recording, "matching"), [
      ["mini", "privileges", "loginKeys", "root", "keys"],
      [`from="${key} x" ${other} other`, `restrict ${key}`],
    ]);
    const { diagnostics } = await verifyFacts(fleet, letIn);
    expect(diagnostics.filter(({ code }) => code === "verify/root-key")).toMatchObject([
      {
        message: expect.stringMatching(
          /the SSH key of nobody in the fleet \("ssh-ed25519 …\S+ other"\) can/,
        ),
      },
    ]);
  });

  it("is a certificate, of whoever has one by a key that no admin has declared", async () => {
    const letIn = changed(recalled(recording, "matching"), [
      ["mini", "privileges", "loginKeys", "root", "keys"],
      [`cert-authority ${key} our CA`],
    ]);
    const { diagnostics } = await verifyFacts(await withKey(true), letIn);
    expect(diagnostics.filter(({ code }) => code === "verify/unseen-login")).toMatchObject([
      {
        message: expect.stringMatching(
          /as "root" on host "mini" with a certificate by the key "\S+ …\S+ our CA"/,
        ),
      },
    ]);
  });

  it("is none where the key is an admin's of the host", async () => {
    const { diagnostics } = await verifyFacts(await withKey(true), letIn("root"));
    expect(diagnostics.filter(({ code }) => code === "verify/root-key")).toEqual([]);
  });
});

describe("what fleet's own modules say as well", () => {
  it.each(toldCases)("is told once: %s", async (name, _, code) => {
    expect((await find(name)).map((one) => one.code)).toEqual([`verify/${code}`]);
  });

  it("has a cure that holds where the platform is another", async () => {
    const [found] = await find("a platform of a hardware file's, at which a build stops");
    expect(found?.help).toContain('declare it for the host: `system: "aarch64-linux"`');
  });
});

describe("that sudo asks admins", () => {
  const withRoot = (root: object) =>
    computeFleet({ ...smallFleet, declaration: { ...smallFleet.declaration, root: [root] } });
  const find = async (name: string, root: object) => {
    const { diagnostics } = await verifyFacts(await withRoot(root), recalled(recording, name));
    return diagnostics.filter(({ code }) => code === "verify/sudo-password");
  };

  it.each(sudoCases)("is compared with all that sudo follows: %s", async (name, _, option) => {
    const found = await find(name, { sudoNeedsPassword: true });
    expect(found).toMatchObject(
      option === undefined
        ? []
        : [
            {
              severity: "error",
              place: "root[0].sudoNeedsPassword",
              message:
                'That sudo asks admins of host "mini" for their password is false in Nix, and true was computed.',
              help: expect.stringContaining(option),
            },
          ],
    );
  });

  it.each(sudoCases)("is left to modules where nothing is declared: %s", async (name) => {
    expect(await find(name, { trustedByNix: ["builder"] })).toEqual([]);
  });
});

describe("root's password", () => {
  it.each(rootPasswordCases)(
    "is what was declared, or an error: %s",
    async (name, password, _, found) => {
      const { declaration } = smallFleet;
      const fleet = await computeFleet({
        ...smallFleet,
        declaration: { ...declaration, root: [{ password }] },
      });
      const { verdicts, diagnostics } = await verifyFacts(fleet, recalled(recording, name));
      expect(diagnostics).toMatchObject(
        found === undefined
          ? []
          : [
              {
                code: "verify/password",
                severity: "error",
                place: "root[0].password",
                message: expect.stringContaining(`root on host "mini" has ${found} in Nix`),
              },
            ],
      );
      expect(verdicts[0]?.state).toBe(found === undefined ? "as-computed" : "different");
      expect(JSON.stringify([...recording])).not.toContain("tell nobody");
    },
  );
});

describe("an id of several", () => {
  it.each(sharedCases)("is an error that names them, once: %s", async (name, _, code) => {
    const found = (await find(name)).filter(({ severity }) => severity === "error");
    expect(found.map((one) => one.code)).toEqual([`verify/${code}`]);
    expect(found[0]?.message).toMatch(/"(films", "people|ghost", "keith|keith", "ghost)"/);
  });
});
