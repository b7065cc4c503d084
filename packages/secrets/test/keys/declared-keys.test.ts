import { bech32 } from "@scure/base";
import { describe, expect, it } from "vitest";
import { whatCanBeReadBy } from "../../src/access/access.ts";
import {
  family,
  type MadeFleet,
  makeFleet,
  recipientOf,
  resolveMade,
  sshKeyOf,
  withHost,
} from "../support/fleet.ts";

const found = (made: MadeFleet) =>
  resolveMade(made).diagnostics.map(
    ({ code, severity, path }) => `${severity} ${code.replace("secrets/", "")} ${path.join(".")}`,
  );
const fingerprint = "FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";
const quantum = bech32.encode("age1pq", bech32.toWords(new Uint8Array(1216).fill(7)), false);
const rules = [{ path: "s/a", readers: ["user:keith", "user:traci"] }];

describe("a key that is none", () => {
  it.each([
    ["of the only reader", { keith: ["age1qqq"] }, [{ path: "s/a", readers: ["user:keith"] }]],
    ["of a member of a set", { keith: ["age1qqq"] }, [{ path: "s/a", readers: ["users"] }]],
    ["of one of two", { keith: ["age1qqq"] }, rules],
    ["beside a sound one", { keith: [recipientOf("k"), "age1qqq"] }, rules],
  ])("%s is one finding, however much follows from it", (_, users, declared) => {
    const made = makeFleet({
      ...family,
      operators: {},
      users,
      rules: declared,
      defaultRules: false,
    });
    expect(found(made)).toEqual([
      expect.stringMatching(/^error bad-recipient users\.keith\.ageKeys\.\d$/),
    ]);
  });

  it("of the only operator is one finding", () => {
    const made = makeFleet({ ...family, operators: { recovery: ["age1qqq"] } });
    expect(found(made)).toEqual(["error bad-recipient operators.recovery.ageKeys.0"]);
  });

  it("of a host is one finding", () => {
    const made = withHost(makeFleet(family), "mini", { ageKey: "age1qqq", accounts: ["keith!"] });
    expect(found(made)).toEqual(["error bad-recipient hosts.mini.ageKey"]);
  });

  it("in a rule is one finding", () => {
    const literal = [{ path: "s/a", readers: ["age1qqq"] }];
    const made = makeFleet({ ...family, operators: {}, rules: literal, defaultRules: false });
    expect(found(made)).toEqual(["error bad-recipient secrets.files.0.readers.0"]);
  });
});

describe("a PGP key", () => {
  const withKeys = (users: Record<string, string[]>) =>
    makeFleet({ ...family, users, rules, defaultRules: false });

  it("is a whole fingerprint, in capital or small letters, and stays as it is written", () => {
    for (const text of [fingerprint, fingerprint.toLowerCase(), `0x${fingerprint}`]) {
      const made = withKeys({ keith: [`pgp:${text}`] });
      expect(found(made)).toEqual([]);
      const [rule] = resolveMade(made).value.rules;
      expect(rule?.groups.flat().map(({ recipient }) => recipient.id)).toContain(`pgp:${text}`);
    }
  });

  it("by its last 16 digits, as sops takes it, is worth a warning", () => {
    const short = `pgp:${fingerprint.slice(-16)}`;
    expect(found(withKeys({ keith: [short] }))).toEqual([
      "warning short-key-id users.keith.ageKeys.0",
    ]);
    const literal = makeFleet({ ...family, rules: [{ path: "s/a", readers: ["users", short] }] });
    expect(found(literal)).toContain("warning short-key-id secrets.files.0.readers.1");
  });

  it("by 8 digits, which gpg does not take from sops, is refused", () => {
    const made = withKeys({ keith: [`pgp:${fingerprint.slice(-8)}`] });
    expect(resolveMade(made).diagnostics).toMatchObject([
      { code: "secrets/bad-recipient", message: expect.stringContaining("no id of 8 digits") },
    ]);
  });

  it("by its fingerprint and by the end of it is one key", () => {
    const short = fingerprint.slice(-16).toLowerCase();
    expect(found(withKeys({ keith: [`pgp:${fingerprint}`, `pgp:${short}`] }))).toEqual([
      "warning same-key-two-forms users.keith.ageKeys.1",
      "warning short-key-id users.keith.ageKeys.1",
    ]);
    expect(found(withKeys({ keith: [`pgp:${fingerprint}`], traci: [`pgp:${short}`] }))).toContain(
      "warning same-key-for-two users.traci.ageKeys.0",
    );
  });
});

describe("a key that two have on purpose", () => {
  const shared = { ageKey: recipientOf("shared") };
  const both = withHost(withHost(makeFleet(family), "mini", shared), "travel", shared);

  it("is a warning at the second of its places, which can be accepted", () => {
    expect(found(both)).toEqual(["warning key-shared-by-hosts hosts.travel.ageKey"]);
    expect(resolveMade(both).diagnostics).toMatchObject([{ choice: true }]);
    const users = { keith: [recipientOf("x")], traci: [recipientOf("x")] };
    expect(found(makeFleet({ ...family, users }))).toEqual([
      "warning same-key-for-two users.traci.ageKeys.0",
    ]);
  });

  it("lets each read what the other reads", () => {
    const { value } = resolveMade(both);
    const paths = ["secrets/hosts/mini.yaml", "secrets/hosts/travel.yaml"];
    for (const host of ["host:mini", "host:travel"]) {
      expect(whatCanBeReadBy(value, host, paths).map(({ path }) => path)).toEqual(paths);
    }
  });
});

describe("an SSH key that stands in a rule itself", () => {
  const literal = (name: string) => [{ path: "s/a", readers: ["users", sshKeyOf(name, "root@x")] }];

  it("and is a host's opens nothing there", () => {
    const made = withHost(makeFleet({ ...family, rules: literal("mini") }), "mini", {
      sshHostKey: sshKeyOf("mini"),
    });
    expect(resolveMade(made).diagnostics).toMatchObject([
      {
        code: "secrets/host-recipient-not-age",
        path: ["secrets", "files", 0, "readers", 1],
        help: 'Write "host:mini".',
      },
    ]);
  });

  it("and is declared of a person by its age1… is worth a warning", () => {
    const users = { keith: [{ ssh: sshKeyOf("keith") }] };
    const made = makeFleet({ ...family, users, rules: literal("keith"), defaultRules: false });
    expect(found(made)).toEqual(["warning same-key-two-forms secrets.files.0.readers.1"]);
  });

  it("and is nobody's is a reader as any other", () => {
    expect(found(makeFleet({ ...family, rules: literal("stranger") }))).toEqual([]);
  });
});

describe("a post-quantum key", () => {
  it("beside another kind of key is worth one warning, which names the weaker ones", () => {
    const made = makeFleet({ ...family, users: { keith: [quantum] } });
    const diagnostics = resolveMade(made).diagnostics;
    expect(diagnostics).toMatchObject([
      {
        code: "secrets/mixed-strength",
        severity: "warning",
        path: ["users", "keith", "ageKeys", 0],
        message: expect.stringMatching(/of host:mini, host:travel, operator:recovery\.$/),
      },
    ]);
  });

  it("alone, or needed together with another, is as strong as it is", () => {
    const users = { keith: [quantum] };
    const alone = [{ path: "s/a", readers: ["user:keith"], operators: false }];
    const together = [{ path: "s/a", groups: [["user:keith"], ["user:traci"]], threshold: 2 }];
    for (const declared of [alone, together]) {
      const made = makeFleet({ ...family, users, rules: declared, defaultRules: false });
      expect(found(made).filter((one) => one.includes("mixed-strength"))).toEqual([]);
    }
  });
});

it("a crypt rule that is empty is none to sops, and refused", () => {
  const cryptRule = { field: "unencrypted_suffix", value: "" } as const;
  const made = makeFleet({ ...family, rules: [{ path: "s/a", readers: ["users"], cryptRule }] });
  expect(found(made)).toEqual(["error bad-crypt-rule secrets.files.0.cryptRule.value"]);
});
