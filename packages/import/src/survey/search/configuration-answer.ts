import type { Diagnostic } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import { type Members, readList, readMembers, readText, readTexts } from "../found-value.ts";
import type { SurveyKey, SurveyPart } from "../survey-question.ts";

/** What Nix told of a configuration, by part; what it could not tell is not in there. */
export interface ConfigurationAnswer {
  readonly members: Members;
  readonly broken: readonly BrokenValue[];
}

/** A part, a member of one, or an attribute of that, of which Nix could not tell, or was not asked to. */
export interface BrokenValue {
  readonly key: SurveyKey;
  /** An attribute by its option; null for what is more than one option. */
  readonly option: string | null;
  /** What it depends on that is known of it: what says it, and for which system. Null where nobody knows. */
  readonly evidence: string | null;
  /** Why; nothing where Nix did not say so. */
  readonly reasons: readonly Diagnostic[];
  /** Whether it ends an evaluation: Nix catches nothing but what throws. */
  readonly isFatal: boolean;
  /** Why it was not tried. Default: it was. */
  readonly untried?: string;
}

/** The parts that are lists of members with names. */
export const listedParts = ["settings", "users", "groups", "homes", "secrets"] as const;

/** Reads an answer: what is broken in it is told in its place. */
export function readAnswer(value: JsonValue): ConfigurationAnswer {
  const told = readMembers(value);
  const members = new Map<string, JsonValue>();
  const broken: BrokenValue[] = [];
  const system = readSystem(told);
  for (const [part, content] of told) {
    if (readText(readMembers(content).get("lost")) !== null) {
      broken.push({ key: [part], option: null, evidence: null, reasons: [], isFatal: false });
      continue;
    }
    members.set(part, withoutLost(content));
    for (const name of listLost(content)) {
      broken.push({ key: [part, name], option: null, evidence: null, reasons: [], isFatal: false });
    }
    for (const one of listUnreadable(content)) {
      const files = one.files ?? filesOf(content, one.key);
      const evidence = files === undefined ? null : JSON.stringify([system, files]);
      broken.push({ key: one.key, option: one.option, evidence, reasons: [], isFatal: false });
    }
  }
  return { members, broken: onlyOnce(broken) };
}

/** The name of a key. */
export function nameKey(key: SurveyKey | readonly []): string {
  return JSON.stringify(key);
}

/** A key that Nix named in a trace; undefined where the text is none. */
export function readKey(text: string): SurveyKey | undefined {
  try {
    return checkKey(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function checkKey(value: JsonValue | undefined): SurveyKey | undefined {
  const names = readTexts(value);
  const [part, name, attribute] = names ?? [];
  if (part === undefined || !Array.isArray(value) || names?.length !== value.length) {
    return undefined;
  }
  if (name === undefined) return [part];
  return attribute === undefined ? [part, name] : [part, name, attribute];
}

/** The values of lists are told as such; what is no list stays as it is. */
function withoutLost(content: JsonValue): JsonValue {
  if (!Array.isArray(content)) return content;
  return content.filter((member) => lostName(member) === null);
}

function listLost(content: JsonValue): string[] {
  return Array.isArray(content) ? content.flatMap((member) => lostName(member) ?? []) : [];
}

function lostName(member: JsonValue): string | null {
  const told = readMembers(member);
  return told.size === 1 ? readText(told.get("lost")) : null;
}

interface Unreadable {
  readonly key: SurveyKey;
  readonly option: string;
  /** Which files say something of it, as far as that is told with it. */
  readonly files: JsonValue | undefined;
}

function listUnreadable(value: JsonValue): Unreadable[] {
  if (typeof value !== "object" || value === null) return [];
  const told = readMembers(value);
  const option = readText(told.get("unreadable"));
  const key = checkKey(told.get("key"));
  if (option !== null && key !== undefined) return [{ key, option, files: told.get("definedIn") }];
  return Object.values(value).flatMap(listUnreadable);
}

/** Which files say something of a member, of which an attribute is broken. */
function filesOf(content: JsonValue, [, name]: SurveyKey): JsonValue | undefined {
  const member = readList(content).find((one) => (one.get("login") ?? one.get("name")) === name);
  const files = member?.get("definedIn");
  return Array.isArray(files) ? files : undefined;
}

function readSystem(told: Members): string | null {
  const settings = readList(told.get("settings"));
  return readText(settings.find((one) => one.get("name") === "system")?.get("value"));
}

function onlyOnce(broken: readonly BrokenValue[]): BrokenValue[] {
  return [...new Map(broken.map((one) => [nameKey(one.key), one])).values()];
}

/** The parts as they are named in answers. */
export function isPart(text: string): text is SurveyPart {
  return parts.some((part) => part === text);
}

const parts: readonly SurveyPart[] = [...listedParts, "modules", "rootWays", "names", "source"];
