import { describe, expect, it } from "vitest";
import { readSecretKeys } from "../../src/files/file-values.ts";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import { createOwnerGuess } from "../../src/findings/key-owners.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { compareRepository } from "../../src/status/status.ts";
import type { SecretUse } from "../../src/wiring/wiring.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const readers = ["host mini", "user keith", "recovery"].map(recipientOf).join();

interface Said {
  readonly path?: string;
  readonly rules?: Parameters<typeof makeFleet>[0]["rules"];
  readonly uses?: readonly SecretUse[];
  readonly operators?: Parameters<typeof makeFleet>[0]["operators"];
}

/** What is said of a file with values of these names. */
function hints(names: readonly string[], said: Said = {}): string[] {
  return findingsOf(names, said).map(({ message, help, file }) => `${file}: ${message} ${help}`);
}

function findingsOf(names: readonly string[], said: Said) {
  const { path = "secrets/hosts/mini.yaml", rules = [], uses = [] } = said;
  const { operators = family.operators } = said;
  const plain = names.map((name) => `${name}: x\n`).join("");
  const format = path.endsWith(".yaml") ? "yaml" : "binary";
  const bytes = new TextEncoder().encode(encryptFile(format, { age: readers }, plain));
  const secrets = resolveMade(makeFleet({ ...family, operators, rules })).value;
  const keys = new Map([[path, readSecretKeys({ path, bytes }) ?? new Map()]]);
  const { diagnostics } = compareRepository(secrets, {
    files: [createSecretFileReader()({ path, bytes })],
    sopsYaml: renderSopsYaml(secrets),
    wantedSopsYaml: renderSopsYaml(secrets),
    otherConfigs: [],
    uses,
    keys,
    hostKeys: new Map(),
  });
  return diagnostics.filter(({ code }) => code === "secrets/likely-key");
}

const use = (more: Partial<SecretUse>): SecretUse => ({
  reader: "host:mini",
  name: "token",
  origin: ["hosts", "mini", "secrets", "token"],
  file: "secrets/hosts/mini.yaml",
  key: "token",
  ...more,
});

describe("a file in which a value is called like a private key", () => {
  it("is to say whose it is, with the whole rule where there is none of its own", () => {
    expect(hints(["wifi", "age-key"])).toEqual([
      'secrets/hosts/mini.yaml: By its value "age-key", it holds a private key of host:mini, and its rule does not say so: nothing counts who gets what that key opens. Declare a rule for it alone in secrets.files: { path: "secrets/hosts/mini.yaml", readers: ["admins@mini", "host:mini"], holdsKeyOf: ["host:mini"] }',
    ]);
  });

  it("is to say it in its rule where it has one", () => {
    const rules = [{ path: "s/a.yaml", readers: ["host:mini"], operators: false }];
    const [hint = ""] = hints(["keith-age-key"], { path: "s/a.yaml", rules });
    expect(hint).toContain('Write holdsKeyOf: ["user:keith"] in its rule.');
  });

  it("is to say it once in a rule for a file of each host", () => {
    const rules = [{ path: "s/{host}.yaml", readers: ["host:{host}"] }];
    const [hint = ""] = hints(["age-key"], { path: "s/mini.yaml", rules });
    expect(hint).toContain("a private key of host:mini,");
    expect(hint).toContain(
      'Write holdsKeyOf: ["host:{host}"] in the rule for "s/{host}.yaml", which says so of each of its files.',
    );
    const said = [{ path: "s/{host}.yaml", readers: ["host:{host}"], holdsKeyOf: ["host:{host}"] }];
    expect(hints(["age-key"], { path: "s/mini.yaml", rules: said })).toEqual([]);
  });

  it("has nothing to say where its rule says it", () => {
    const rule = { path: "s/a.yaml", readers: ["host:mini"], holdsKeyOf: ["user:keith"] };
    const said = { path: "s/a.yaml", rules: [rule] };
    expect(hints(["keith-age-key"], said)).toEqual([]);
    expect(hints(["age-key"], said), "whose it is, nobody else knows").toEqual([]);
    const [other = ""] = hints(["keith-age-key", "traci_age_key"], said);
    expect(other).toContain("a private key of user:traci,");
    expect(other).toContain('holdsKeyOf: ["user:keith", "user:traci"]');
  });

  it("asks for the owner where no name tells", () => {
    const rules = [{ path: "s/a.yaml", readers: ["host:mini"] }];
    const [hint = ""] = hints(["sops_age_key"], { path: "s/a.yaml", rules });
    expect(hint).toContain("a private key of somebody,");
    expect(hint).toContain(
      'Write holdsKeyOf: ["user:ID"] in its rule, with whose key it is for ID',
    );
  });

  it("keeps out the operators that the rule keeps out", () => {
    const rules = [{ path: "s/*.yaml", readers: ["host:mini"], operators: false }];
    const [hint = ""] = hints(["age-key"], { path: "s/a.yaml", rules });
    expect(hint).toContain(
      '{ path: "s/a.yaml", readers: ["host:mini"], operators: false, holdsKeyOf: ["user:ID"] }',
    );
  });

  it("can be accepted where it is: at the file", () => {
    expect(findingsOf(["age-key"], {})).toMatchObject([
      { choice: true, severity: "warning", path: [], file: "secrets/hosts/mini.yaml" },
    ]);
  });

  it("is one finding, however many names say so", () => {
    const names = ["age-key", "id_ed25519", "ssh_host_ed25519_key", "sops_key"];
    const [hint = "", ...rest] = hints(names);
    expect(rest).toEqual([]);
    expect(hint).toContain('its value "ssh_host_ed25519_key" and 1 more');
  });

  it.each(["wifi", "ssh_host_ed25519_key_pub", "wireguard_private_key", "api_key"])(
    "is none with %s",
    (name) => expect(hints([name])).toEqual([]),
  );
});

describe("a file that is called like a private key", () => {
  const rules = [{ path: "secrets/**", readers: ["user:keith"] }];
  it.each([
    ["secrets/users/keith/id_ed25519", "user:keith"],
    ["secrets/users/keith/age-key.yaml", "user:keith"],
    ["secrets/mini_ssh_host_ed25519_key", "host:mini"],
    ["secrets/ssh_host_ed25519_key/mini.yaml", undefined],
    ["secrets/keys/mini.key", "host:mini"],
    ["secrets/keys/keith.key", "user:keith"],
    ["secrets/identity", "somebody"],
    ["secrets/users/traci/keys.txt", "user:traci"],
    ["secrets/identity.yaml", undefined],
    ["secrets/tls/keys/mini.key", undefined],
    ["secrets/wireguard/hosts/mini.key", undefined],
    ["secrets/mini.key", undefined],
    ["secrets/hosts/other.key", undefined],
    ["secrets/users/keith/id_ed25519.pub", undefined],
  ])("%s: of %s", (path, owner) => {
    const [hint] = hints(["a"], { path, rules });
    if (owner === undefined) expect(hint).toBeUndefined();
    else expect(hint).toContain(`By its name, it holds a private key of ${owner},`);
  });
});

describe("a secret that is wired like a private key", () => {
  it.each([
    ["by its name", use({ name: "ssh_host_ed25519_key" }), "host:mini"],
    ["by where it goes", use({ target: "/etc/ssh/ssh_host_ed25519_key" }), "host:mini"],
    ["to a home", use({ target: "/home/keith/.ssh/id_ed25519" }), "user:keith"],
    ["of a home", use({ reader: "user:keith", name: "id_ed25519" }), "user:keith"],
    ["for sops", use({ target: "/home/traci/.config/sops/age/keys.txt" }), "user:traci"],
  ])("%s gives its file away", (_, one, owner) => {
    const [hint] = hints(["token"], { uses: [one] });
    expect(hint).toContain(`a private key of ${owner},`);
    expect(hint).toContain(`the secret "${one.name}" of ${one.reader}`);
  });

  it("gives nothing away where it goes to known hosts", () => {
    const uses = [use({ target: "/etc/ssh/ssh_known_hosts" })];
    expect(hints(["token"], { uses })).toEqual([]);
  });
});

it("whom a longer id speaks of is meant by it, and not who has a part of it", () => {
  const { guess } = createOwnerGuess([
    "host:web",
    "host:web-1",
    "host:db",
    "host:web-2",
    "user:web",
  ]);
  const guessed = (name: string) => guess("ssh-host", [`${name}_ssh_host_ed25519_key`]);
  expect(["web", "web-1", "web1", "webs", "web-db"].map(guessed)).toEqual([
    "host:web",
    "host:web-1",
    undefined,
    undefined,
    undefined,
  ]);
});
