import { fc } from "@fast-check/vitest";
import { parseFleet, resolveFleet, type Surroundings } from "@fleet/core";
import { type AccessEdges, createAccessGraph } from "@fleet/core/access";
import { resolveHomes } from "@fleet/profiles";
import { renderSopsYaml, resolveSecrets, resolveWiring } from "@fleet/secrets";
import { readAccess } from "@fleet/secrets/access";
import { type ComputedFleet, emitFiles, unstamped } from "../../src/index.ts";
import { type FleetFacts, factsOfFleet } from "../../src/plan.ts";
import { digest } from "../sample-files.ts";

export const keys = {
  ada: "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs",
  mini: "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452",
  ssh: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS",
  other: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFgEINrZwPNhTKGm1WgKn2Bf78EKc9nc1vg8eoU9v+y3",
} as const;

const files = ["a", "b", "toString"].flatMap((id) => [`users/${id}.nix`]);
const present = new Set([...files, "hosts/mini.nix", "hosts/desk.nix", "profiles/p.nix"]);

/** What a declaration comes to, whatever is wrong with it. */
function compute(declaration: unknown, ledger?: Surroundings["ledger"]): ComputedFleet {
  const around: Surroundings = { files: present, tracked: undefined, contents: new Map() };
  const surroundings = ledger === undefined ? around : { ...around, ledger };
  const { value: declared } = parseFleet(declaration);
  if (declared === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const resolved = resolveFleet(declared, surroundings).value;
  const homes = resolveHomes(declared, resolved, surroundings).value;
  const common = { declared, resolved, homes, sources: new Map(), files: present };
  if (declared.secrets === undefined) return { ...common, secrets: undefined };
  const secrets = resolveSecrets(declared, resolved).value;
  const wiring = resolveWiring(declared, resolved).value;
  return { ...common, secrets: { secrets, wiring, sopsYaml: renderSopsYaml(secrets, unstamped) } };
}

/** Who can do what in a computed fleet, with the secret files that its rules name. */
function accessOf(fleet: ComputedFleet): AccessEdges {
  const secrets = fleet.secrets?.secrets;
  if (secrets === undefined) return createAccessGraph(fleet);
  const named = secrets.rules
    .map(({ pattern }) => pattern.text)
    .filter((text) => !text.includes("*"));
  return createAccessGraph(fleet, readAccess(secrets, named));
}

/** The facts of a declaration, as it comes to with what is remembered of uids. Default: nothing is. */
export function factsOf(declaration: unknown, ledger?: Surroundings["ledger"]): FleetFacts {
  const fleet = compute(declaration, ledger);
  return factsOfFleet(fleet, { access: accessOf(fleet) });
}

/** The generated files of a declaration by path; `fleet.json` without its sources. */
export function textsOf(declaration: unknown): Readonly<Record<string, string>> {
  const all = emitFiles(compute(declaration), digest);
  return Object.fromEntries(all.map(({ path, contents }) => [path, contents]));
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const person = (id: string, index: number) =>
  fc.record(
    {
      fullName: fc.constantFrom("One", "Two"),
      email: fc.constantFrom(`${id}@example.org`, "x@example.org"),
      username: fc.constantFrom(id, `login${index}`),
      uid: fc.constantFrom(1000 + index, 2000 + index),
      isAdmin: fc.boolean(),
      isDisabled: fc.boolean(),
      isTrustedByNix: fc.boolean(),
      expires: fc.constantFrom("2027-06-30", "2028-01-01"),
      shell: fc.constantFrom("fish", "zsh"),
      extraGroups: fc.shuffledSubarray(["docker", "video", "audio"]),
      primaryGroup: fc.constantFrom("private", "users"),
      linger: fc.boolean(),
      subordinateIds: fc.constantFrom("auto", "none"),
      homeDirectory: fc.constantFrom(`/home/${id}`, `/srv/${id}`),
      homeProfile: fc.constantFrom("p", null),
      home: fc.constantFrom("integrated", "standalone", "both", "none"),
      stateVersion: fc.constantFrom("24.05", "24.11", "25.05"),
      sshKeys: fc.shuffledSubarray([`${keys.ssh} ${id}`, keys.other, { env: "KEY" }]),
      ageKeys: fc.constantFrom([keys.ada], []),
      password: fc.constantFrom("locked", {
        hash: "$2b$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i",
      }),
      services: fc.record({
        codeServer: fc.record({
          port: fc.constantFrom(8080, 8081),
          auth: fc.constantFrom("none", "password"),
        }),
      }),
      secrets: fc.constantFrom({}, { token: {} }),
      data: fc.constantFrom(1, { a: [null] }),
    },
    { requiredKeys: ["uid"] },
  );

const machine = (id: string, users: readonly string[]) =>
  fc.record(
    {
      system: fc.constantFrom("x86_64-linux", "aarch64-darwin"),
      users: fc.record(
        Object.fromEntries(
          users.map((user, index) => [
            user,
            fc.record(
              {
                uid: fc.constantFrom(1000 + index, 1001 + index),
                isAdmin: fc.boolean(),
                sshKeys: fc.constant([]),
              },
              { requiredKeys: [] },
            ),
          ]),
        ),
        { requiredKeys: [] },
      ),
      hostname: fc.constantFrom(id, "other"),
      stateVersion: fc.constantFrom("24.05", "24.11"),
      features: fc.shuffledSubarray(["desktop", "gaming"]),
      tags: fc.shuffledSubarray(["x", "y"]),
      ageKey: fc.constantFrom(keys.mini, undefined),
      tailscale: fc.boolean(),
      modules: fc.shuffledSubarray(["hosts/mini.nix", "hosts/desk.nix"]),
      hardware: fc.record({ ssd: fc.boolean() }),
      deploy: fc.record({ target: fc.constantFrom("root@x", "x") }),
      secrets: fc.constantFrom({}, { wifi: {} }, { wifi: { owner: "a" } }),
      data: fc.constantFrom(1, 2),
    },
    { requiredKeys: ["system", "users"] },
  );

const readers = fc.shuffledSubarray(["user:a", "user:b", "hosts", "operator:ci", "admins"], {
  minLength: 1,
});

/** Declarations that have much in common, whatever is wrong with them. */
export const similarFleet: fc.Arbitrary<unknown> = fc
  .record({
    users: fc.shuffledSubarray(["a", "b", "toString"]),
    hosts: fc.shuffledSubarray(["mini", "desk"], { minLength: 1 }),
  })
  .chain(({ users, hosts }) =>
    fc.record(
      {
        users: fc.record(Object.fromEntries(users.map((id, index) => [id, person(id, index)]))),
        hosts: fc.record(Object.fromEntries(hosts.map((id) => [id, machine(id, users)]))),
        features: fc.constant({ desktop: { groups: ["video"] }, gaming: { groups: ["gamemode"] } }),
        profiles: fc.constant({ p: {} }),
        operators: fc.constantFrom({}, { ci: { ageKeys: [keys.ada] } }),
        defaults: fc.constant({ stateVersion: "24.05" }),
        groups: maybe(
          fc.record({
            media: fc.record({
              gid: fc.constantFrom(990, 991),
              members: fc.shuffledSubarray([...users]),
            }),
          }),
        ),
        serviceAccounts: maybe(
          fc.record({
            backup: fc.record({
              purpose: fc.constant("copies"),
              hosts: fc.constant(["platform:nixos"]),
              extraGroups: fc.shuffledSubarray(["video", "docker"]),
              sshKeys: fc.shuffledSubarray([keys.other]),
            }),
          }),
        ),
        root: fc.array(
          fc.record(
            {
              sshKeys: fc.shuffledSubarray(["admins", keys.other]),
              trustedByNix: fc.shuffledSubarray(["builder", "@trusted"]),
              sudoNeedsPassword: fc.boolean(),
              password: fc.constant("locked"),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 1 },
        ),
        secrets: fc.record({
          files: fc.array(
            fc.record(
              {
                path: fc.constantFrom("secrets/a.yaml", "secrets/b.yaml", "secrets/**"),
                readers,
                holdsKeyOf: fc.constantFrom([], ["host:mini"]),
              },
              { requiredKeys: ["path", "readers"] },
            ),
            { maxLength: 2 },
          ),
        }),
        data: fc.constantFrom(1, 2),
      },
      { requiredKeys: ["users", "hosts", "features", "profiles", "defaults"] },
    ),
  );
