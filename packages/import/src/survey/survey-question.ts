import { printNixValue } from "@fleet/nix-eval";
import type { Disk } from "@fleet/project";
import { readNixFunction } from "@fleet/project/internal";
import { join } from "pathe";

/** The outputs of a flake in which there are hosts and homes. */
export const surveyedOutputs = [
  "nixosConfigurations",
  "darwinConfigurations",
  "homeConfigurations",
] as const;

/** One of them. */
export type SurveyedOutput = (typeof surveyedOutputs)[number];

/** What can be told of a configuration by itself. */
export type SurveyPart =
  | "names"
  | "settings"
  | "users"
  | "groups"
  | "homes"
  | "secrets"
  | "modules"
  | "rootWays"
  | "failures"
  | "source";

/**
 * Of what something is told: a part, a member of one, or an attribute of that. Without a name it is the attribute of all
 * members.
 */
export type SurveyKey =
  | readonly [part: string]
  | readonly [part: string, name: string | null]
  | readonly [part: string, name: string | null, attribute: string];

/** How the trace of a failure says what of a configuration Nix was at: a key as JSON follows. */
export const surveyMark = "fleet asks for ";

/** Some of what can be told of one configuration. */
export interface SurveyQuestion {
  readonly output: SurveyedOutput;
  readonly name: string;
  readonly parts: readonly SurveyPart[];
  /** The members to tell of; null for all. */
  readonly only: readonly SurveyKey[] | null;
  /** What is not looked at, and is told to be broken. */
  readonly withheld: readonly SurveyKey[];
  /** What is evaluated so that Nix says why it throws; null for nothing. */
  readonly insisted: SurveyKey | null;
}

/** All that is told of a system, and of a home that is built on its own. */
export const systemParts: readonly SurveyPart[] = [
  "users",
  "settings",
  "groups",
  "homes",
  "secrets",
  "modules",
  "rootWays",
];
export const homeParts: readonly SurveyPart[] = ["settings", "secrets", "modules"];

const allParts: readonly SurveyPart[] = [...systemParts, "failures"];

/** The parts whose members are all of a kind. */
export const memberParts: readonly string[] = ["users", "groups", "homes", "secrets"];

/** The question to which Nix answers why something is broken that throws. */
export function insistOn(key: SurveyKey): Partial<SurveyQuestion> & Pick<SurveyQuestion, "parts"> {
  const [part, name] = key;
  const isMember = memberParts.includes(part) && typeof name === "string";
  return {
    parts: allParts.filter((one) => one === part),
    only: isMember ? [[part, name]] : null,
    withheld: [],
    insisted: key,
  };
}

/** So many bytes of `flake.nix` tell it from others; of a longer one its size does the rest. */
const startLimit = 8000;

/** So many folders above that of the flake are looked at for the root of its source. */
const folderLimit = 12;

/** What asks a flake, as the text of a Nix function that takes an output. */
export function composeQuestions(
  disk: Pick<Disk, "read">,
  directory: string,
): (question: SurveyQuestion) => string {
  const text = readNixFunction(disk, {
    main: "survey/survey.nix",
    parts: {
      accountSettings: "facts/account-settings.nix",
      rootAccessOf: "facts/root-access.nix",
      loginsOf: "facts/logins.nix",
      privilegesOf: "facts/privileges.nix",
      ageSecretsOf: "survey/age-secrets.nix",
      accountsOf: "survey/accounts.nix",
      describeOf: "survey/describe-module.nix",
      guardsOf: "survey/guard.nix",
      furtherSettingsOf: "survey/further-settings.nix",
      homesOf: "survey/homes.nix",
      modulesOf: "survey/modules.nix",
      passwordsOf: "survey/passwords.nix",
      placesOf: "survey/places.nix",
      rootWaysOf: "survey/root-ways.nix",
      settingsOf: "survey/settings.nix",
      shellsOf: "survey/shells.nix",
    },
  });
  const flake = describeFlake(disk, directory);
  return ({ output, ...question }) => {
    const kind = output === "homeConfigurations" ? "home" : "system";
    const asked = { kind, mark: surveyMark, ...question, ...flake };
    return `(${text}) ${printNixValue(asked)}`;
  };
}

/** By what the flake is known again where Nix has copied it to. */
function describeFlake(disk: Pick<Disk, "read">, directory: string) {
  const bytes = readFlake(disk, directory);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  // What is left of a character at the end is left out.
  const flakeStart = decoder.decode(bytes.slice(0, startLimit), { stream: true });
  const names = directory.split("/").filter((name) => name !== "");
  const count = Math.min(names.length, folderLimit) + 1;
  const folders = Array.from({ length: count }, (_, depth) =>
    names.slice(names.length - depth).join("/"),
  );
  const isText = !flakeStart.includes("\0");
  return { flakeStart: isText ? flakeStart : "", flakeSize: bytes.length, folders };
}

function readFlake(disk: Pick<Disk, "read">, directory: string): Uint8Array {
  try {
    return disk.read(join(directory, "flake.nix"));
  } catch {
    // That it is not there is said by the evaluation.
    return new Uint8Array();
  }
}
