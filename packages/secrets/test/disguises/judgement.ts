import { createSecretFileReader, type SecretFile } from "../../src/files/secret-file.ts";
import type { Secrets } from "../../src/rules/resolve-secrets.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { compareRepository } from "../../src/status/status.ts";
import { makeFleet, resolveMade, withHost } from "../support/fleet.ts";
import { testRecipient } from "../support/sops-fixtures.ts";
import type { BaseKind } from "./base-files.ts";
import type { Case } from "./cases.ts";
import type { Verdict } from "./oracle.ts";

/** What `status` says of a case. */
export interface Judged {
  readonly one: Case;
  readonly file: SecretFile;
  /** The codes of what is found; a file is called right when there are none. */
  readonly found: readonly string[];
}

const read = createSecretFileReader();

/** Keith is the admin of mini; the recovery key reads all. */
function declare(recovery: string, group?: string): Secrets {
  const groups = [["user:keith", "host:mini"], ["operator:recovery"]];
  const rules = group === undefined ? [] : [{ path: group, groups, threshold: 2 }];
  const made = makeFleet({
    hosts: { mini: ["keith!"] },
    users: { keith: [testRecipient("keith")] },
    operators: { recovery: [testRecipient(recovery)] },
    rules,
  });
  return resolveMade(
    withHost(made, "mini", { ageKey: testRecipient("mini"), accounts: ["keith!"] }),
  ).value;
}

const declared: { readonly [K in BaseKind]: Secrets } = {
  age: declare("recovery"),
  ssh: declare("ssh-ed25519"),
  groups: declare("recovery", "two/*"),
};

/** Asks `status` what is wrong with the file of a case. */
export function judge(one: Case): Judged {
  const { kind, ending } = one.base;
  const path = `${kind === "groups" ? "two" : "secrets/hosts/mini"}/file${ending}`;
  const file = read({ path, bytes: one.bytes });
  const text = renderSopsYaml(declared[kind]);
  const { diagnostics } = compareRepository(declared[kind], {
    files: [file],
    sopsYaml: text,
    wantedSopsYaml: text,
    otherConfigs: [],
    uses: [],
    keys: new Map(),
    hostKeys: new Map(),
  });
  return { one, file, found: diagnostics.map(({ code }) => code) };
}

/** What is wrong with calling a file right; nothing when it is, or when it was not called so. */
export function findViolations({ one, found }: Judged, verdict: Verdict): string[] {
  if (one.family === "untouched" && found.length > 0)
    return [`alarm on an untouched file: ${found}`];
  if (found.length > 0) return [];
  const violations: string[] = [];
  if (verdict.strangers.length > 0 && !isSwapped(one)) {
    violations.push(`called right, but a stranger opens it (${verdict.strangers.join(", ")})`);
  }
  if (one.marker !== undefined) violations.push("called right, but a plain value stands in it");
  if (verdict.visibleFailures.length > 0) {
    const why =
      verdict.readers.length === 0 ? "nobody declared opens it" : "not every reader opens it";
    violations.push(`called right, but ${why}: ${verdict.visibleFailures[0]}`);
  }
  return violations;
}

/**
 * Whether one reader's wrap was changed for a stranger's of the same kind, with nothing else to see:
 * wraps for age keys are anonymous.
 */
function isSwapped({ base, bytes }: Case): boolean {
  const text = new TextDecoder().decode(bytes).replaceAll(/\\n|\s/g, "");
  const count = (part: string) => text.split(part).length - 1;
  const evil = (base.wraps.get("evil") ?? "").replaceAll("\n", "");
  return count(evil) > 0 && count("BEGINAGEENCRYPTEDFILE") <= 3;
}
