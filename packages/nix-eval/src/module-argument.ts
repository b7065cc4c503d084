import { quote } from "@fleet/diagnostics";
import type { NixProblem } from "./codes.ts";
import type { NixError } from "./nix-log.ts";

/** An argument of a NixOS, nix-darwin or home-manager module that it cannot have, or not yet. */
export interface ModuleArgument {
  readonly name: string;
  /** The key of the module, which is its path where it is a file. */
  readonly module: string;
  /** Whether the module system has it, only later: it is made of what modules set. */
  readonly isLate: boolean;
  readonly problem: NixProblem;
}

/** The words of `lib.modules` in nixpkgs, lib/modules.nix. */
const frames = {
  argument: /^while evaluating the module argument [`'"](.+?)['"`] in "(.*)":?$/s,
  imports: /^if you get an infinite recursion here, you probably reference `config` in `imports`/,
  lookup: /^noting that argument [`'"].+?['"`] is not externally provided/,
};

/** Arguments that every module can have: by whom they are decided, and what is to be written instead. */
const lateArguments: Readonly<Record<string, string>> = {
  config: 'Import always, and decide in the module: "config = lib.mkIf config.… { … };".',
  darwinConfig:
    'Import always, and decide in the module: "config = lib.mkIf darwinConfig.… { … };".',
  fleet:
    'Which modules a host or home has is for the declaration to say (profiles, "modules"); a module decides by "config = lib.mkIf fleet.… { … };".',
  nixosConfig: 'Import always, and decide in the module: "config = lib.mkIf nixosConfig.… { … };".',
  options:
    'Import always, and decide in the module: "config = lib.optionalAttrs (options ? …) { … };".',
  osConfig: 'Import always, and decide in the module: "config = lib.mkIf osConfig.… { … };".',
  pkgs: 'Import always, and decide in the module: "config = lib.mkIf pkgs.stdenv.… { … };". A module that comes with a package is taken from the inputs of the flake.',
};

/**
 * The argument of a module that an error is about, if it is about one. An argument that nobody hands
 * over is looked for among what modules set (`_module.args`). Where `imports` asks for it that is an
 * infinite recursion, and elsewhere an attribute that is missing. It is read off the message, because
 * an old Nix gives neither a place, and then they look like something thrown.
 */
export function findModuleArgument({ message, trace }: NixError): ModuleArgument | undefined {
  const texts = trace.map(({ text }) => text);
  const found = texts.map((text) => frames.argument.exec(text)).find((match) => match !== null);
  const [, name, module] = found ?? [];
  if (name === undefined || module === undefined) return undefined;
  const isLate = Object.hasOwn(lateArguments, name);
  const isRecursive = message.startsWith("infinite recursion encountered");
  if (isRecursive && texts.some((text) => frames.imports.test(text))) {
    return { name, module, isLate, problem: "infinite-recursion" };
  }
  const isMissing = message === `attribute '${name}' missing` && !isLate;
  return isMissing ? { name, module, isLate, problem: "missing-attribute" } : undefined;
}

/** Whether a step of a trace says in other words what is said of an argument. */
export function isArgumentFrame(text: string): boolean {
  return Object.values(frames).some((pattern) => pattern.test(text));
}

/** What is wrong; `module` is how the reader knows the module, undefined where it has no file. */
export function describeArgument(
  { name, isLate }: ModuleArgument,
  module: string | undefined,
): string {
  const subject = module === undefined ? "A module" : `The module ${quote(module)}`;
  return isLate
    ? `${subject} needs its argument ${quote(name)} to say what it imports or which options it sets, and ${quote(name)} is made of what modules say.`
    : `${subject} has the argument ${quote(name)}, and nobody hands that to it.`;
}

/** What to write. */
export function describeArgumentRemedy({ name, isLate }: ModuleArgument): string {
  if (isLate) return lateArguments[name] ?? "";
  const value = isInScope(name) ? `{ inherit ${name}; }` : `{ ${name} = …; }`;
  return `Hand it over in flake.nix: "fleet.extraSpecialArgs = ${value};" to the modules of homes, "fleet.specialArgs = ${value};" to those of systems; without flake-parts both are arguments of mkFleet.`;
}

/** What a flake has at hand under the same name. */
function isInScope(name: string): boolean {
  return name === "inputs" || name === "self";
}
