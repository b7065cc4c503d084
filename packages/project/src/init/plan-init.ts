import { compareNames } from "@fleet/diagnostics";
import { listProfiles, renderDeclaration } from "./declaration-text.ts";
import { flakeText } from "./flake-text.ts";
import { type InitAnswers, isMac } from "./init-answers.ts";
import {
  commonHome,
  ignoredByGit,
  placeholderHardware,
  renderHostFile,
  renderProfile,
  renderUserFile,
  sharedSystem,
} from "./nix-files.ts";

/** The file that a fleet is declared in. It is written last: where it is not there, nothing was begun. */
export const declarationPath = "fleet.config.ts";

/**
 * All files of a fleet that begins, as texts by path from its folder, in the order in which they are written. What
 * `generate` makes of them is not among them.
 */
export function planInit(answers: InitAnswers): ReadonlyMap<string, string> {
  const { host, people } = answers;
  const files: [path: string, text: string][] = [
    [".gitignore", ignoredByGit],
    ["flake.nix", flakeText],
    [`hosts/${host.id}.nix`, renderHostFile(answers)],
    ["hosts/shared/default.nix", sharedSystem],
    ["users/common.nix", commonHome],
    ...people.map((person) => [`users/${person.id}.nix`, renderUserFile(person)] as const),
    ...listProfiles(answers).map((name) => [`profiles/${name}.nix`, renderProfile(name)] as const),
  ].map(([path = "", text = ""]) => [path, text]);
  if (!isMac(host.system)) {
    files.push([`hosts/${host.id}/hardware.nix`, host.hardwareFile ?? placeholderHardware]);
  }
  files.sort(([a], [b]) => compareNames(a, b));
  return new Map([...files, [declarationPath, renderDeclaration(answers)]]);
}
