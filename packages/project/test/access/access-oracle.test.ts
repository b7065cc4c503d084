import { fc, test } from "@fast-check/vitest";
import { fleetJsonEmitter, fleetJsonPath } from "@fleet/codegen";
import { type AccessNode, type AccessVerb, whoCan } from "@fleet/core/access";
import { describe, expect } from "vitest";
import { accessGraphOf, projectOf } from "../../src/index.ts";
import { answerFromJson, type ToldFleet } from "./fleet-json-oracle.ts";

// Test keys, whose private halves were never kept.
const ageKeys = [
  "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
  "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs",
  "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4",
  "age1almtnhxa46dqt62dkmaqc7xfu8c98xjddf3r3snfgmqdrct9uygq9jpxwy",
  "age1npruw0hky86pfs9gsak843hrgazuupap4ysz234jq64v4lzrt4ls5wa7q8",
  "age17fvskkg8pdwjnlmyq4n7eamxawutln4ks6c2f7ph5vxgwzhwvuvqsc9635",
] as const;
const [keyOfAna, keyOfBen, keyOfMini, keyOfNas, keyOfMac, keyOfCi] = ageKeys;
const keyOfBackup = "age1srfd7hdfp0j4wneqwzqml07texv3h4eh0yu2rl5vepwvctc34yuslfry87";

const user = (ageKey: string, port: number) =>
  fc.record(
    {
      fullName: fc.constant("Somebody"),
      isAdmin: fc.boolean(),
      isTrustedByNix: fc.boolean(),
      sshKeys: fc.constantFrom<readonly WrittenKey[]>(
        [],
        [{ env: `KEY_${port}` }],
        [{ env: `KEY_${port}`, options: 'restrict,command="x, y"' }],
        [{ env: `KEY_${port}`, options: "cert-authority" }],
        [
          { env: `KEY_${port}`, options: 'Command="ls"' },
          {
            env: `OTHER_${port}`,
            options: 'from="10.0.0.0/8"',
            hosts: ["mini", "platform:darwin"],
          },
        ],
      ),
      password: fc.constantFrom(
        null,
        "locked",
        { secret: `p${port}` },
        { secret: "shared", file: "p.yaml" },
      ),
      extraGroups: fc.subarray(["docker", "video"]),
      primaryGroup: fc.constantFrom("disk", "users", "private"),
      ageKeys: fc.constant([ageKey]),
      secrets: fc.constant({ token: {} }),
      isDisabled: fc.boolean(),
      expires: fc.constantFrom("2027-06-30", "2028-06-30"),
      home: fc.constantFrom("integrated", "standalone", "none"),
      services: fc.record({
        codeServer: fc.record({
          port: fc.constant(port),
          auth: fc.constantFrom("none", "password"),
        }),
      }),
    },
    { requiredKeys: ["fullName", "ageKeys"] },
  );

const host = (
  ageKey: string,
  others: { readonly systems: readonly string[]; readonly builder: string },
) =>
  fc
    .record(
      {
        system: fc.constantFrom(...others.systems),
        stateVersion: fc.constant("24.05"),
        ageKey: fc.constant(ageKey),
        users: fc.record(
          {
            ana: fc.record(
              {
                isAdmin: fc.boolean(),
                isTrustedByNix: fc.boolean(),
                username: fc.constant("anna"),
              },
              { requiredKeys: [] },
            ),
            ben: fc.oneof(
              fc.record(
                { isAdmin: fc.boolean(), extraGroups: fc.constant(["disk"]) },
                { requiredKeys: [] },
              ),
              // Whether a Mac still has somebody among its admins, no fleet.json says.
              fc.constant({ isAdmin: false, isDisabled: true }),
            ),
          },
          { requiredKeys: [] },
        ),
        deploy: fc.record(
          {
            engine: fc.constantFrom("clan", "nixos-rebuild"),
            target: fc.constantFrom("root@{host}", "ana@{host}"),
            buildHost: fc.constantFrom("root@", "").map((login) => login + others.builder),
          },
          { requiredKeys: [] },
        ),
        platform: fc.constant("linux"),
        secrets: fc.record({
          token: fc.record(
            {
              file: fc.constantFrom("a.yaml", "b.yaml"),
              key: fc.constantFrom("", "token"),
              owner: fc.constantFrom("anna", "ben", "copies"),
              group: fc.constantFrom("users", "docker"),
              mode: fc.constantFrom("0400", "0440", "0404", "0040"),
            },
            { requiredKeys: ["file"] },
          ),
        }),
      },
      { requiredKeys: ["system", "stateVersion", "ageKey", "users"] },
    )
    .map(keepOpen);

/** Who is disabled by the user still is so on NixOS alone: whether another system keeps an admin, no fleet.json says. */
function keepOpen<
  H extends { readonly system: string; readonly platform?: string; readonly users: object },
>(host: H) {
  if (host.platform !== "linux" && !host.system.endsWith("darwin")) return host;
  const users = Object.entries(host.users).map(([id, own]) => [id, { isDisabled: false, ...own }]);
  return { ...host, users: Object.fromEntries(users) };
}

const readers = [
  "user:ana",
  "user:ben",
  "host:mini",
  "host:nas",
  "operator:ci",
  "admins@nas",
  "hosts",
];
const rule = (path: string) =>
  fc.record(
    {
      path: fc.constant(path),
      readers: fc.subarray(readers, { minLength: 1 }),
      operators: fc.boolean(),
      holdsKeyOf: fc.subarray(["user:ana", "host:mini", "operator:ci"]),
    },
    { requiredKeys: ["path", "readers"] },
  );

const serviceAccount = fc.record(
  {
    hosts: fc.constantFrom(["mini"], ["nas", "mini"], ["platform:nixos"]),
    username: fc.constant("copies"),
    group: fc.constantFrom("disk", "users"),
    extraGroups: fc.subarray(["docker", "video"]),
    shell: fc.constant("bash"),
    sshKeys: fc.subarray([
      { env: "KEY_OF_ITS_OWN" },
      { env: "KEY_8080" },
      { env: "KEY_8081", options: 'command="ls"' },
      { env: "CA_KEY", options: "cert-authority" },
    ]),
    ageKeys: fc.constant([keyOfBackup]),
  },
  { requiredKeys: ["hosts"] },
);

const otherService = fc.record({
  hosts: fc.constant(["nas"]),
  username: fc.constant("puts"),
  group: fc.constantFrom("disk", "users"),
  shell: fc.constant("bash"),
  sshKeys: fc.subarray([{ env: "KEY_OF_ITS_OWN" }, { env: "KEY_8080" }]),
});

const declarations = fc.record({
  users: fc.record({ ana: user(keyOfAna, 8080), ben: user(keyOfBen, 8081) }),
  hosts: fc.record({
    mini: host(keyOfMini, { systems: ["x86_64-linux"], builder: "nas" }),
    nas: host(keyOfNas, { systems: ["x86_64-linux"], builder: "mac.example.org" }),
    mac: host(keyOfMac, { systems: ["aarch64-darwin"], builder: "mini" }).map(
      ({ platform: _, ...rest }) => rest,
    ),
  }),
  serviceAccounts: fc.record({ backup: serviceAccount, upload: otherService }),
  root: fc.array(
    fc.record(
      {
        hosts: fc.subarray(["mini", "nas", "platform:darwin"]),
        sshKeys: fc.subarray(["user:ana", "admins", "users@nas", "admins@mac", { env: "CI_KEY" }]),
        trustedByNix: fc.subarray(["builder", "@docker", "@disk"]),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 2 },
  ),
  operators: fc.constant({ ci: { ageKeys: [keyOfCi] } }),
  secrets: fc.record({ files: fc.tuple(rule("a.yaml"), rule("b.yaml")) }),
});

interface Written {
  readonly users: Readonly<
    Record<string, { readonly sshKeys?: readonly WrittenKey[] | undefined }>
  >;
}

interface WrittenKey {
  readonly env: string;
  readonly options?: string;
  readonly hosts?: readonly string[];
}

/** The variables of everybody's own keys. */
function listVariables({ users }: Written): ToldFleet["people"] {
  const own = Object.entries(users).map(([id, { sshKeys = [] }]): [string, string[]] => [
    id,
    sshKeys.filter(({ options }) => options !== "cert-authority").map(({ env }) => env),
  ]);
  return Object.fromEntries(own);
}

async function compute(declaration: Written) {
  const { fleet, world } = await projectOf(declaration);
  if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const files = fleetJsonEmitter.files(fleet, (text) => world.digest(text));
  const json = files.find(({ path }) => path === fleetJsonPath)?.contents ?? "{}";
  const told: ToldFleet = { ...JSON.parse(json), people: listVariables(declaration) };
  return { graph: await accessGraphOf(fleet), told };
}

describe("the graph of a random fleet", () => {
  test.prop([declarations])(
    "says what is worked out from its fleet.json alone",
    async (declaration) => {
      const { graph, told } = await compute(declaration);
      const facts = answerFromJson(told);
      const compare = (verb: AccessVerb, target: AccessNode, what: string) => {
        const ways = whoCan(graph, { verb, target });
        const expected = [...facts]
          .map(([key, can]) => [...key.split(/ (.*)/s, 2), can])
          .filter(([who, fact]) => fact === what && who !== target)
          .map(([who, , can]) => `${who}: ${can}`);
        expect(
          ways.map(({ who, can }) => `${who}: ${can}`),
          what,
        ).toEqual(expected.sort());
      };
      for (const id of Object.keys(told.hosts)) {
        for (const verb of ["login", "root", "trust-nix"] as const) {
          compare(verb, `host:${id}`, `${verb} ${id}`);
        }
      }
      for (const { path } of told.secrets?.files ?? [])
        compare("read", `file:${path}`, `read ${path}`);
    },
  );
});
