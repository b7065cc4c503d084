import { type Diagnostic, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import type { Answers } from "../facts/answers.ts";

/**
 * That the flake's library and the command are of different versions, once, by the first host that says
 * its version. A patch counts for nothing: it changes nothing of what the two tell each other.
 */
export function compareVersions(own: string | undefined, { hosts }: Answers): Diagnostic[] {
  if (own === undefined) return [];
  const versions = [...hosts.values()].flatMap((answer) =>
    answer.kind === "facts" && typeof answer.facts.version === "string"
      ? [answer.facts.version]
      : [],
  );
  const other = versions.find((version) => compareReleases(version, own) !== 0);
  return other === undefined ? [] : [describeVersions(own, other)];
}

function describeVersions(own: string, other: string): Diagnostic {
  const isFlakeOlder = compareReleases(other, own) < 0;
  const message = `The flake has fleet ${quote(other)}, and this command is ${quote(own)}: they are made for each other in one version.`;
  const help = isFlakeOlder
    ? "The flake is older. Update its input, such as with: nix flake update fleet (before Nix 2.19: nix flake lock --update-input fleet)"
    : "The command is older. Run the one of the flake: nix run .#fleet -- verify; or update this one where it was installed, such as with: nix profile upgrade fleet";
  return verifyCodes.create("other-version", message, { file: "flake.nix", help });
}

/** Below 0 where the first is older by more than a patch, above 0 where the second is, 0 otherwise. */
function compareReleases(first: string, second: string): number {
  const [one, other] = [readRelease(first), readRelease(second)];
  if (one === undefined || other === undefined) return 0;
  return one.major - other.major || one.minor - other.minor;
}

function readRelease(version: string): { major: number; minor: number } | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  return major === undefined || minor === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor) };
}
