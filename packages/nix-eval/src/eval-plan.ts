import type { Checked, Diagnostic } from "@fleet/diagnostics";
import { nixEvalCodes } from "./codes.ts";
import type { ExpressionRequest, FileRequest, FlakeRequest, NixRequest } from "./nix-evaluator.ts";
import { isNixValue, printAttrPath, printNixString, printNixValue } from "./nix-text.ts";
import { isAtLeast, type NixVersion } from "./nix-version.ts";
import { resolvePath } from "./posix-path.ts";

/** How `nix eval` is called for a request. */
export interface EvalPlan {
  readonly arguments: readonly string[];
  /** What Nix reads on its standard input. */
  readonly input: string | undefined;
  /** The folder that Nix runs in, and from which the files in diagnostics are named. Absolute. */
  readonly directory: string;
  /** Nix texts that are in no file. */
  readonly sources: readonly string[];
}

/** Linux allows 128 KiB for one argument of a command. */
const argumentLimit = 120_000;

/** What every evaluation says. The cache is off because it answers a repeated failure without its reason. */
const fixedArguments = [
  ["--extra-experimental-features", "nix-command flakes"],
  ["--log-format", "internal-json"],
  ["eval", "--json", "--no-write-lock-file"],
  ["--option", "eval-cache", "false"],
].flat();

/** The Nix that is asked, and the absolute folder that relative paths of a request start from. */
export interface EvalSetting {
  readonly version: NixVersion;
  readonly folder: string;
}

/** How to ask a Nix, or why it cannot be asked. */
export function planEval(request: NixRequest, setting: EvalSetting): Checked<EvalPlan> {
  const diagnostics = [...findUnwritableTexts(request)];
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const subject = planSubject(request, setting);
  if (!subject.ok) return subject;
  const { apply, plan } = subject.value;
  const long = [...plan.arguments, apply ?? ""].find((text) => text.length > argumentLimit / 4);
  if (long !== undefined && countBytes(long) > argumentLimit) {
    return { ok: false, diagnostics: [describeLongText()] };
  }
  const application = apply === undefined ? [] : ["--apply", apply];
  const texts = [...fixedArguments, ...plan.arguments, ...application];
  const sources = apply === undefined ? plan.sources : [...plan.sources, apply];
  const value = { ...plan, arguments: [...texts, ...(request.nixArguments ?? [])], sources };
  return { ok: true, value, diagnostics: [] };
}

interface Subject {
  readonly plan: EvalPlan;
  readonly apply: string | undefined;
}

function planSubject(request: NixRequest, setting: EvalSetting): Checked<Subject> {
  if (request.kind === "flake") return planFlake(request, setting);
  const { folder } = setting;
  const plan =
    request.kind === "file" ? planFile(request, folder) : planExpression(request, folder);
  return { ok: true, value: { plan, apply: request.apply }, diagnostics: [] };
}

function planExpression(request: ExpressionRequest, folder: string): EvalPlan {
  const { expression, directory = ".", impure = false } = request;
  const common = { directory: resolvePath(folder, directory), sources: [expression] };
  if (impure && countBytes(expression) > argumentLimit) {
    return { ...common, arguments: ["--file", "-"], input: expression };
  }
  const purity = impure ? ["--impure"] : [];
  return { ...common, arguments: [...purity, "--expr", expression], input: undefined };
}

function planFile(request: FileRequest, directory: string): EvalPlan {
  const file = resolvePath(directory, request.file);
  if (request.arguments === undefined) {
    return { arguments: ["--file", file], input: undefined, directory, sources: [] };
  }
  const input = `import (/. + ${printNixString(file)}) ${printNixValue(request.arguments)}`;
  return { arguments: ["--file", "-"], input, directory, sources: [input] };
}

/**
 * The flake is named by the working directory, since not every path can be written as a reference.
 * On the command line a name cannot hold a quote or be empty, so the way from such a name on is
 * walked by the function that is applied.
 */
function planFlake(request: FlakeRequest, { version, folder }: EvalSetting): Checked<Subject> {
  const { attribute, apply, impure = false, overrideInputs = {}, isBesideGit = false } = request;
  const directory = resolvePath(folder, request.directory);
  const canNameRoot = isAtLeast(version, "2.19");
  const stop = attribute.findIndex((name) => name === "" || name.includes('"'));
  const named = stop === -1 ? attribute : attribute.slice(0, stop);
  const walked = stop === -1 ? [] : attribute.slice(stop);
  if (named.length === 0 && !canNameRoot) {
    return { ok: false, diagnostics: [describeUnnamableOutput(attribute, version)] };
  }
  const path = named.map((name) => `"${name}"`).join(".");
  const purity = impure ? ["--impure"] : [];
  const overrides = Object.entries(overrideInputs).flatMap(([input, reference]) => [
    "--override-input",
    input,
    reference,
  ]);
  const plan = {
    arguments: [
      ...purity,
      ...overrides,
      `${nameFolder(directory, isBesideGit)}#${encodeFragment(canNameRoot ? `.${path}` : path)}`,
    ],
    input: undefined,
    directory,
    sources: [],
  };
  const walk = walked.length === 0 ? undefined : `value: value.${printAttrPath(walked)}`;
  return { ok: true, value: { plan, apply: compose(apply, walk) }, diagnostics: [] };
}

/** `outer` after `inner`; each on lines of its own, since it may end in a comment. */
function compose(outer: string | undefined, inner: string | undefined): string | undefined {
  if (outer === undefined || inner === undefined) return outer ?? inner;
  return `value: (\n${outer}\n) ((${inner}) value)`;
}

/** Nix looks for no repository around what is named as a path; an old one (2.8) does not decode it. */
function nameFolder(directory: string, isBesideGit: boolean): string {
  return isBesideGit && /^[\w./-]+$/.test(directory) ? `path:${directory}` : ".";
}

function encodeFragment(text: string): string {
  const encode = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return text.replaceAll(/[^A-Za-z0-9_.-]/gu, (character) =>
    [...encodeUtf8(character)].map(encode).join(""),
  );
}

function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function countBytes(text: string): number {
  return encodeUtf8(text).length;
}

function* findUnwritableTexts(request: NixRequest): Iterable<Diagnostic> {
  const { signal, ...texts } = request;
  for (const [name, value] of Object.entries(texts)) {
    if (isNixValue(value)) continue;
    yield nixEvalCodes.create(
      "unwritable-text",
      `The ${name} of what to evaluate holds the character NUL or half of a surrogate pair.`,
      { help: "Take that character out: a Nix string can hold every other one." },
    );
  }
}

function describeLongText(): Diagnostic {
  return nixEvalCodes.create(
    "too-large",
    `The Nix text to evaluate is longer than ${argumentLimit} bytes.`,
    { help: "Put it in a file and evaluate that, or let the expression be impure." },
  );
}

function describeUnnamableOutput(attribute: readonly string[], version: NixVersion): Diagnostic {
  return nixEvalCodes.create(
    "unwritable-text",
    `${version.flavor} ${version.text} cannot select the flake output ${printAttrPath(attribute) || "of no name"}.`,
    {
      help: "Name an output whose first name is neither empty nor holds a quote, or use Nix 2.19 or newer.",
    },
  );
}
