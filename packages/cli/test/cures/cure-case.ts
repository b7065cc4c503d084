import { git, testdir, writeFiles } from "@fleet/test-kit";
import { callSops, keyOf, readText, secretsConfig, secretsRepository } from "../secrets-fleet.ts";
import type { Means } from "./printed-cure.ts";

/** A state in which there is a finding, and how somebody follows its help. */
export interface CureCase {
  readonly build: () => Promise<string>;
  /** What the help says to do by hand, before its commands. Default: nothing. */
  readonly edit?: (folder: string, help: string) => void | Promise<void>;
  readonly means?: Means;
  /** The command that has the finding. Default: `secrets status`. */
  readonly command?: readonly string[];
}

/** By code: what is particular about the state, and the state. */
export type CureCases = Readonly<Record<string, readonly (readonly [string, CureCase])[]>>;

/** The secret file of most cases, and who reads it by the declaration. */
export const path = "secrets/shared.yaml";
export const readers: readonly string[] = ["keith", "mini", "recovery"];

/** A fleet with some encrypted files, committed, to which something is then done. */
export async function fleetWith(
  files: Readonly<Record<string, string | Uint8Array>>,
  {
    good = {},
    config = secretsConfig(),
  }: {
    readonly good?: Readonly<Record<string, readonly string[]>>;
    readonly config?: string;
  } = {},
): Promise<string> {
  const folder = await secretsRepository(good, config);
  git(folder, "commit", "--quiet", "-m", "good");
  writeFiles(folder, files);
  git(folder, "add", "--all");
  return folder;
}

/** Changes the text of a file. */
export function rewrite(folder: string, file: string, change: (text: string) => string): void {
  writeFiles(folder, { [file]: change(readText(folder, file)) });
}

/** A config whose host has a secret from the file of most cases; `secret` is YAML. */
export function configWithUse(secret: string, rules = ""): string {
  return secretsConfig({ rules }).replace(
    "users: [keith, traci]",
    `users: [keith, traci], secrets: { wifi: ${secret} }`,
  );
}

/** A rule for a path with key groups of which some are needed. */
export function groupsRule(file: string, groups: readonly string[], threshold: number): string {
  return `    - { path: ${file}, groups: [${groups.map((reader) => `["${reader}"]`).join()}], threshold: ${threshold} }`;
}

/** A text encrypted in the format of a path, by a rule of `.sops.yaml`. Default: for the readers of most cases. */
export function seal(file: string, plain: string, rule: object = {}): string {
  const age = readers.map((name) => keyOf(name).recipient).join();
  const config = { creation_rules: [{ age, ...rule }] };
  const folder = testdir({ config: JSON.stringify(config) });
  const args = ["--config", `${folder}/config`, "encrypt", "--filename-override", file];
  return callSops(args, { input: plain });
}

/** The recipients of some, as a rule has them. */
export function ageOf(...names: readonly string[]): { readonly age: string } {
  return { age: names.map((name) => keyOf(name).recipient).join() };
}

/** A file in YAML that so many of several groups can open together. */
export function sealForGroups(groups: readonly string[], threshold: number): string {
  const rule = {
    age: undefined,
    key_groups: groups.map((name) => ({ age: [keyOf(name).recipient] })),
    shamir_threshold: threshold,
  };
  return seal("a.yaml", "wifi: geheim\n", rule);
}
