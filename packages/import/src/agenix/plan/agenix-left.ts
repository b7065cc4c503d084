import { quote } from "@fleet/diagnostics";
import { shorten } from "../../fold/left-list.ts";
import { showOption } from "../../proof/compare/shown-value.ts";
import type { LeftItem } from "../../proposal/proposal.ts";
import type { FoundAgeFile, FoundAgenix } from "../found-agenix.ts";
import { anewCommand, anewPath, identityFor, retireCommand } from "./anew-command.ts";
import type { AnewSecret } from "./anew-secrets.ts";
import { nameReaders, type ReaderNames } from "./reader-names.ts";

/** So many files have an item of their own; of more than these the rest is one. */
const mostItems = 100;

/** What a declaration calls keys, and what it is to say of each file once sops has it. */
interface Known {
  readonly names: ReaderNames;
  readonly secrets: ReadonlyMap<string, readonly AnewSecret[]>;
}

/** What has to be done by hand until sops has what agenix has, in the order in which one does it. */
export function listLeftOfAgenix(
  { secrets, unruled = [], isRekeyed = false }: FoundAgenix,
  odd: readonly FoundAgeFile[],
  { names, secrets: declared }: Known,
): readonly LeftItem[] {
  const isOdd = new Set(odd);
  const present = secrets.filter((file) => file.isPresent && !isOdd.has(file));
  const absent = secrets.filter((file) => !file.isPresent && !isOdd.has(file));
  return [
    ...present.slice(0, mostItems).map((file) => describeFile(file, declared.get(file.path))),
    ...describeMore(present.slice(mostItems)),
    ...secrets.flatMap((file) => describeState(file, names)),
    ...absent.map(describeAbsent),
    ...odd.map(describeOdd),
    ...describeUnruled(unruled, isRekeyed),
  ];
}

function describeFile(
  { path, recipients, usedIn = [], rulesFile }: FoundAgeFile,
  declared: readonly AnewSecret[] = [],
): LeftItem {
  const identity = identityFor(recipients);
  const target = anewPath(path);
  const uses =
    usedIn.length === 0
      ? "Where modules say `age.secrets`"
      : `Where ${usedIn.map((file) => quote(file)).join(", ")} say \`age.secrets\``;
  return {
    kind: "encrypt-anew",
    about: path,
    message: `${quote(path)} is encrypted by age alone; sops is to have it as ${quote(target)}.`,
    help: `\`${anewCommand(path, identity)}\`. ${describeSecrets(declared) ?? `${uses}, declare the secret of the host with \`file: ${JSON.stringify(target)}, key: ""\``}; then \`${retireCommand(path, identity)}\`.`,
    files: [path, ...usedIn, ...(rulesFile === undefined ? [] : [rulesFile])],
  };
}

/** What to write on which host; undefined where no host was found to have it. */
function describeSecrets(declared: readonly AnewSecret[]): string | undefined {
  if (declared.length === 0) return undefined;
  const parts = declared.map(({ hosts, name, text }) => {
    const option = (tool: string) => showOption("config", tool, "secrets", name);
    const moved = `\`${option("sops")}\` takes the place of \`${option("age")}\` there`;
    return `In \`secrets\` of ${shorten(hosts)} declare \`${text}\`, and ${moved}`;
  });
  return parts.join(". ");
}

function describeMore(files: readonly FoundAgeFile[]): readonly LeftItem[] {
  const [first] = files;
  if (first === undefined) return [];
  return [
    {
      kind: "encrypt-anew",
      about: `${files.length} more files`,
      message: `${files.length} more files are encrypted by age alone, such as ${quote(first.path)}.`,
      help: `For each of them, as for this one, \`${anewCommand(first.path, identityFor(first.recipients))}\`.`,
      files: files.map(({ path }) => path),
    },
  ];
}

/** Somebody who is to read a file and cannot, or can and is not to. */
function describeState({ path, state, rulesFile }: FoundAgeFile, names: ReaderNames): LeftItem[] {
  if (state === undefined) return [];
  const { missing, further, unknown } = state;
  const who = (recipients: readonly string[]) => {
    const { readers, operators } = nameReaders(names, recipients);
    return [...readers, ...operators].map((reader) => quote(reader)).join(", ");
  };
  const parts = [
    ...(missing.length === 0 ? [] : [`does not open for ${who(missing)}`]),
    ...(further.length === 0 ? [] : [`opens for ${who(further)} as well`]),
    ...(unknown === 0 ? [] : [`opens for ${unknown} more, of whom nothing is known`]),
  ];
  if (parts.length === 0) return [];
  return [
    {
      kind: "out-of-step",
      about: path,
      message: `${quote(path)} is not as ${quote(rulesFile ?? "secrets.nix")} says: it ${parts.join("; it ")}.`,
      help: "The proposed rule is what is said. Change what the file holds where somebody could read it who should not.",
      files: [path],
    },
  ];
}

function describeAbsent({ path, rulesFile = "secrets.nix" }: FoundAgeFile): LeftItem {
  return {
    kind: "missing-age-file",
    about: path,
    message: `${quote(rulesFile)} names ${quote(path)}, which is not there, or no file of age.`,
    help: `Make the secret with \`sops ${anewPath(path)}\` when it is needed: its rule is there.`,
    files: [rulesFile],
  };
}

function describeOdd({ path, recipients, rulesFile = "secrets.nix" }: FoundAgeFile): LeftItem {
  const why = recipients.length === 0 ? "nobody is said to read it" : "no rule can have its name";
  return {
    kind: "age-file",
    about: path,
    message: `${quote(path)} has no rule, for ${why}.`,
    help: "Say who reads it, under a name of letters, digits, dots and dashes; until then it stays with agenix.",
    files: [rulesFile],
  };
}

function describeUnruled(paths: readonly string[], isRekeyed: boolean): readonly LeftItem[] {
  const [first] = paths;
  if (first === undefined) return [];
  const count = paths.length === 1 ? "1 file" : `${paths.length} files`;
  const why = isRekeyed
    ? "agenix-rekey has its rules in the modules of hosts, and makes such files itself"
    : "no secrets.nix names them";
  return [
    {
      kind: "age-file",
      about: count,
      message: `Of ${count} of age, such as ${quote(first)}, nobody knows who should read them: ${why}.`,
      help: "",
      files: paths,
    },
  ];
}
