import { memoryWorld } from "@fleet/project";
import { describe, expect, it } from "vitest";
import type { FoundHost } from "../../src/found/found-fleet.ts";
import type { FoundSecret } from "../../src/found/found-secret.ts";
import { readSops } from "../../src/keys/read-sops.ts";
import { proposeFleet } from "../../src/run/propose-fleet.ts";
import { encryptedFor, recipientOf } from "../support/keys.ts";
import { foundFleet, foundHost, foundUser, own } from "../support/sample-found.ts";

const [ada, prime, spare, mini] = ["ada", "prime", "spare", "mini"].map(recipientOf);
const keyFile = "/var/lib/private/sops/age/keys.txt";

const wifi: FoundSecret = {
  name: "wifi",
  file: "secrets/all.yaml",
  key: "wifi",
  format: "yaml",
  mode: null,
  owner: null,
  group: null,
  path: null,
  neededForUsers: false,
  restartUnits: [],
  reloadUnits: [],
  definedIn: own,
};

/** A host that decrypts something, with a key in a file. */
function decrypting(name: string, parts: Partial<FoundHost> = {}): FoundHost {
  const identity = { keyFile, sshKeyPaths: [] };
  return foundHost(name, { users: [foundUser("ada")], secrets: [wifi], identity, ...parts });
}

function propose(
  hosts: readonly FoundHost[],
  keys: Readonly<Record<string, string | undefined>>,
  answers: ReadonlyMap<string, string> = new Map(),
) {
  const anchors = Object.entries(keys).map(([name, key]) => `  - &${name} ${key}\n`);
  const readers = Object.keys(keys).map((name) => `          - *${name}\n`);
  const config = `keys:\n${anchors.join("")}creation_rules:\n  - path_regex: ^secrets/.*\\.yaml$\n    key_groups:\n      - age:\n${readers.join("")}`;
  const file = encryptedFor(...Object.values(keys).map(String));
  const world = memoryWorld({ files: { ".sops.yaml": config, "secrets/all.yaml": file } });
  const fleet = foundFleet(hosts);
  const parts = { flake: undefined, failed: [], gaps: [], unreadable: [] };
  const sources = { clan: undefined, agenix: undefined, sops: readSops(world, world.folder).value };
  const found = { ...parts, ...sources, surveyed: fleet, fleet };
  const { proposal, questions, diagnostics } = proposeFleet(found, { answers });
  const { hosts: declared, operators, secrets } = proposal.declaration;
  return {
    keys: Object.fromEntries(
      Object.entries(declared ?? {}).map(([id, { ageKey }]) => [id, ageKey ?? null]),
    ),
    declared,
    operators: Object.keys(operators ?? {}),
    readers: secrets?.files?.flatMap(({ readers = [] }) => readers),
    questions: questions.map(({ id, proposed }) => `${id}=${proposed}`),
    diagnostics,
  };
}

const laptops = [decrypting("bane"), decrypting("revan")];

describe("a key that no host is called by", () => {
  it("is that of the hosts that decrypt with a key of a file and have none of their own", () => {
    const { keys, declared, operators, readers, questions } = propose(laptops, {
      user_ada: ada,
      host_prime: prime,
    });
    expect(keys).toEqual({ bane: prime, revan: prime });
    expect(declared?.["bane"]?.ageKeyFile).toBe(keyFile);
    expect(operators).toEqual([]);
    expect(readers).toEqual(["hosts", "user:ada"]);
    expect(questions).toEqual(["host-key:prime=prime"]);
  });

  it("is asked about where there are several, and the first is proposed", () => {
    const several = { user_ada: ada, host_prime: prime, host_spare: spare };
    const proposed = propose(laptops, several);
    expect(proposed.keys).toEqual({ bane: prime, revan: prime });
    expect(proposed.questions).toEqual(["host-key:prime+spare=prime"]);
    expect(proposed.operators).toEqual(["spare"]);
    const answered = propose(laptops, several, new Map([["host-key:prime+spare", "spare"]]));
    expect(answered).toMatchObject({ keys: { bane: spare, revan: spare }, diagnostics: [] });
    const declined = propose(laptops, several, new Map([["host-key:prime+spare", "none"]]));
    expect(declined.keys).toEqual({ bane: null, revan: null });
    expect(declined.operators).toEqual(["prime", "spare"]);
  });

  it("is not given to a host that has another, that looks in no file, or that has nothing to decrypt", () => {
    const hosts = [
      ...laptops,
      decrypting("mini"),
      decrypting("nas", { identity: { keyFile: null, sshKeyPaths: ["/etc/ssh/key"] } }),
      decrypting("web", { secrets: [] }),
    ];
    const { keys, readers } = propose(hosts, {
      user_ada: ada,
      host_prime: prime,
      host_mini: mini,
    });
    expect(keys).toEqual({ bane: prime, mini, nas: null, revan: prime, web: null });
    // Whoever holds the key reads it, and no reader stands for just these.
    expect(readers).toEqual(["host:bane", "host:mini", "host:revan", "user:ada"]);
  });

  it("is left to people where a file of the host has another", () => {
    const lost = { ...wifi, name: "vpn", file: "secrets/other.yaml" };
    const { keys, questions } = propose([decrypting("bane", { secrets: [lost] })], {
      user_ada: ada,
      host_prime: prime,
    });
    expect(keys).toEqual({ bane: null });
    expect(questions).toEqual([]);
  });

  it("is proposed for nobody where several are called by words that say nothing", () => {
    const { keys, questions } = propose(laptops, { alpha: prime, beta: spare });
    expect(keys).toEqual({ bane: null, revan: null });
    expect(questions).toEqual(["host-key:alpha+beta=none"]);
  });
});
