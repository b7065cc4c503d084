import type { ConfigEdit, ConfigSource, Json } from "../config-text-types.ts";
import type { EditRequest } from "../planning/change-value.ts";
import { kindOf, readText, type TextReading } from "../reading/read-text.ts";
import { jsonNotation, scriptNotation } from "../style/notations.ts";
import { sampleTree } from "../style/style-samples.ts";
import { detectStyle, type UsualStyle } from "../style/text-style.ts";
import { staticValue } from "../tree/static-value.ts";
import type { TextTree } from "../tree/text-tree.ts";
import type { Draft } from "./carry-out.ts";
import { type EditContext, editText, type Reading, refuseEdit } from "./edit-text.ts";
import { editTogether } from "./edit-together.ts";

/** Edits a text that was read, in the way it is written. */
export async function editReading(
  reading: TextReading,
  tree: TextTree | undefined,
  request: EditRequest,
): Promise<ConfigEdit> {
  const context = await createContext(reading, tree);
  const asked = { ...request, value: copyData(request.value) };
  const { reason, offset }: Obstacle = isData(request.value)
    ? findObstacle(reading, tree)
    : {
        reason:
          "The value is no data: texts, finite numbers, true, false, null, lists and objects are.",
      };
  if (reason === undefined) return editText(context, asked);
  const refused = refuseEdit(context.draft, asked, { reason, place: undefined, rest: asked.path });
  return offset === undefined ? refused : { ...refused, place: { start: offset, end: offset } };
}

/** Makes edits in one step; undefined where that cannot be, be it that one of them cannot be made at all. */
export async function editReadingTogether(
  reading: TextReading,
  tree: TextTree | undefined,
  requests: readonly EditRequest[],
): Promise<string | undefined> {
  const isEditable = findObstacle(reading, tree).reason === undefined;
  if (!isEditable || !requests.every(({ value }) => isData(value))) return undefined;
  const asked = requests.map((request) => ({ ...request, value: copyData(request.value) }));
  return editTogether(await createContext(reading, tree), asked);
}

interface Obstacle {
  readonly reason?: string;
  readonly offset?: number | undefined;
}

/** What keeps a text from being edited at all. */
function findObstacle({ problems }: TextReading, tree: TextTree | undefined): Obstacle {
  const [problem] = problems;
  if (problem !== undefined) return { reason: problem.message, offset: problem.offset };
  return tree === undefined ? { reason: "The syntax of the script is not understood here." } : {};
}

/** As it would be after it was written and read: without what is no data. */
function copyData(value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Whether a value means the same when it was written and read; undefined is no value. */
function isData(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) {
    return typeof value !== "function" && typeof value !== "symbol" && typeof value !== "bigint";
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return isPlain && Object.values(value).every(isData);
}

async function createContext(
  reading: TextReading,
  read: TextTree | undefined,
): Promise<EditContext> {
  const { source, problems } = reading;
  const { text } = source;
  const isBroken = read === undefined || problems.length > 0;
  const tree = isBroken ? { text, code: text, root: undefined, names: new Map() } : read;
  return {
    draft: await createDraft(source, tree),
    value: dataOf(reading, tree),
    reread: async (edited) => {
      const again = await readText({ ...source, text: edited });
      const after = again.problems.length > 0 ? undefined : await again.readTree();
      return after === undefined
        ? undefined
        : ({ tree: after, value: dataOf(again, after) } satisfies Reading);
    },
  };
}

function dataOf({ source, value }: TextReading, tree: TextTree): Json | undefined {
  if (kindOf(source) === "script") return tree.root && staticValue(tree, tree.root);
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

const usualStyles = {
  script: { hasTrailingComma: true, folds: true, breaksLines: "always" },
  json: { hasTrailingComma: false, folds: false, breaksLines: "in several lines" },
  // In a block of YAML the next line would have to be indented further than the block.
  yaml: { hasTrailingComma: false, folds: true, breaksLines: "never" },
} as const satisfies Record<ReturnType<typeof kindOf>, UsualStyle>;

async function createDraft(source: ConfigSource, tree: TextTree): Promise<Draft> {
  const kind = kindOf(source);
  const style = detectStyle(tree, usualStyles[kind]);
  if (kind === "json") {
    return { tree, notation: jsonNotation(style), syntax: "slashes", isYaml: false };
  }
  if (kind === "yaml") {
    const { yamlNotation } = await import("../style/render-yaml.ts");
    return { tree, notation: yamlNotation(style), syntax: "hash", isYaml: true };
  }
  const notation = scriptNotation(style, quotesAllKeys(tree));
  return { tree, notation, syntax: "slashes", isYaml: false };
}

/** Whether a script quotes keys that need no quotes, and leaves none without. */
function quotesAllKeys(tree: TextTree): boolean {
  const keys = sampleTree(tree).flatMap(({ owner }) =>
    owner !== undefined && "keyRange" in owner && owner.form === "pair" ? [owner] : [],
  );
  const isQuoted = ({ start }: { start: number }) => /["']/.test(tree.text[start] ?? "");
  return (
    keys.some(({ key }) => /^[A-Za-z_$][\w$]*$/.test(key ?? "")) &&
    keys.every(({ keyRange }) => isQuoted(keyRange))
  );
}
