import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FileFormat, formatOf } from "../../src/formats/file-format.ts";
import { testRecipient } from "../support/sops-fixtures.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "disguises");

/** Which recipients are declared for a file: three with age keys, one of them by an SSH key, or two groups. */
export type BaseKind = "age" | "ssh" | "groups";

/** The names of the test keys that a kind is encrypted to. */
const declaredNames = {
  age: [["keith", "mini", "recovery"]],
  ssh: [["keith", "mini", "ssh-ed25519"]],
  groups: [["keith", "mini"], ["recovery"]],
} as const satisfies Record<BaseKind, readonly (readonly string[])[]>;

/** An encrypted file that is as declared, and what belongs to others in the same data key. */
export interface BaseFile {
  /** Of the sops that made it. */
  readonly version: string;
  readonly kind: BaseKind;
  readonly format: FileFormat;
  /** Its file's name ends in it, with the dot. */
  readonly ending: string;
  readonly text: string;
  /** Wraps of its data key (of its share, in several groups) by the name of the key, and odd ones. */
  readonly wraps: ReadonlyMap<string, string>;
}

/** One wrap of a file: its group, its place in it, for whom, and the age file. */
interface Entry {
  readonly group: number;
  readonly index: number;
  readonly recipient: string;
  readonly enc: string;
}

/** All files that are damaged and disguised. */
export function readBaseFiles(): BaseFile[] {
  return readdirSync(folder)
    .sort()
    .flatMap((version) =>
      readdirSync(join(folder, version))
        .filter((name) => name !== "odd-wraps.json")
        .flatMap((name) => readBases(version, name)),
    );
}

function readBases(version: string, name: string): BaseFile[] {
  const text = readFileSync(join(folder, version, name), "utf8");
  const [stem = "", ending = ""] = name.split(/(?=\.)/);
  const format = formatOf(name);
  const entries = findEntries(text, format);
  const odd: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(join(folder, version, "odd-wraps.json"), "utf8"),
  );
  const kinds: readonly BaseKind[] =
    stem === "groups" ? ["groups"] : version === "3.9.4" ? ["age"] : ["age", "ssh"];
  return kinds.map((kind) => {
    const wanted = declaredNames[kind].map((group) => group.map(testRecipient));
    const kept = entries.filter(({ group, recipient }) => wanted[group]?.includes(recipient));
    const wraps = new Map(kind === "groups" ? [] : Object.entries(odd[name] ?? {}));
    for (const key of ["keith", "mini", "recovery", "evil", "ssh-ed25519", "ssh-evil"]) {
      for (const { group, recipient, enc } of entries) {
        if (recipient === testRecipient(key)) wraps.set(group === 0 ? key : `${key} ${group}`, enc);
      }
    }
    return { version, kind, format, ending, text: keep(text, format, kept), wraps };
  });
}

function findEntries(text: string, format: FileFormat): Entry[] {
  if (format === "json" || format === "binary") return findInJson(text);
  if (format === "yaml") return findInYaml(text);
  const found = new Map<string, { enc?: string; recipient?: string }>();
  for (const [, place = "", field = "", value = ""] of text.matchAll(flatLine)) {
    found.set(place, { ...found.get(place), [field]: value.replaceAll("\\n", "\n") });
  }
  return [...found].map(([place, { enc = "", recipient = "" }]) => {
    const numbers = [...place.matchAll(/list_(\d)/g)].map(([, number]) => Number(number));
    const [group = 0, index = 0] = numbers.length > 1 ? numbers : [0, ...numbers];
    return { group, index, enc, recipient };
  });
}

const flatLine =
  /^(?:sops_)?((?:key_groups__list_\d__map_)?age__list_\d)__map_(enc|recipient) *= ?(.*)$/gm;

function findInJson(text: string): Entry[] {
  const { sops } = JSON.parse(text);
  const groups: { age: { enc: string; recipient: string }[] }[] = sops.key_groups ?? [sops];
  return groups.flatMap(({ age }, group) => age.map((one, index) => ({ group, index, ...one })));
}

/** An entry of a list in the block, in either order of its fields. */
const yamlEntry =
  /^ +- (?:enc: \|\n(( +)-----BEGIN[\s\S]*?-----END .*\n) +recipient: (.*)\n|recipient: (.*)\n +enc: \|\n(( +)-----BEGIN[\s\S]*?-----END .*\n))/gm;

function findInYaml(text: string): Entry[] {
  const groups = text.split(/^ {8}- (?=age:|hc_vault:)/m);
  return (groups.length > 1 ? groups.slice(1) : groups).flatMap((part, group) =>
    [...part.matchAll(yamlEntry)].map(([, enc, , recipient, other, otherEnc], index) => ({
      group,
      index,
      recipient: recipient ?? other ?? "",
      enc: (enc ?? otherEnc ?? "").replaceAll(/^ +/gm, ""),
    })),
  );
}

/** The file with none but some of its entries, as sops would write it. */
function keep(text: string, format: FileFormat, kept: readonly Entry[]): string {
  if (format === "yaml") {
    return text.replaceAll(yamlEntry, (found) => {
      const isKept = kept.some(({ enc }) => found.includes(enc.split("\n")[2] ?? "bug"));
      return isKept ? found : "";
    });
  }
  if (format === "json" || format === "binary") {
    const root = JSON.parse(text);
    for (const group of root.sops.key_groups ?? [root.sops]) {
      group.age = group.age.filter((one: Entry) => kept.some(({ enc }) => enc === one.enc));
    }
    return `${JSON.stringify(root, undefined, "\t")}\n`;
  }
  return text
    .replaceAll(flatLine, (line, place: string) => {
      const at = kept.findIndex(({ group, index }) => place === placeOf(group, index, text));
      const entry = kept[at];
      if (entry === undefined) return "\0";
      const before = kept.slice(0, at).filter(({ group }) => group === entry.group).length;
      return line.replace(place, placeOf(entry.group, before, text));
    })
    .replaceAll("\0\n", "");
}

function placeOf(group: number, index: number, text: string): string {
  return text.includes("key_groups")
    ? `key_groups__list_${group}__map_age__list_${index}`
    : `age__list_${index}`;
}
