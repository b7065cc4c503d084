import { quoteJson } from "@fleet/project/internal";

/** A text that stands in several places of a config, under one name. */
interface ScriptConstant {
  readonly name: string;
  /** As it is written. */
  readonly text: string;
}

/** The constants of a config. */
export interface ScriptConstants {
  /** In the order in which they are first needed. */
  readonly constants: readonly ScriptConstant[];
  /** The name of the one that a text is; undefined for others. */
  readonly nameOf: (text: string) => string | undefined;
}

/** Nobody repeats by mistake what is shorter. */
const leastLength = 32;

/** Where a text stands. */
type Place = readonly (string | number)[];

/** Names the texts that repeat and are long enough for that: keys, mostly. Keys of objects are none. */
export function chooseConstants(root: unknown): ScriptConstants {
  const placesByText = new Map<string, Place[]>();
  visitTexts(root, [], (text, place) => {
    // What a short text is called says less than it does itself.
    if (text.length < leastLength || !isKey(text)) return;
    placesByText.set(text, [...(placesByText.get(text) ?? []), place]);
  });
  const names = new Map<string, string>();
  const taken = new Set<string>(["defineFleet"]);
  for (const [text, places] of placesByText) {
    const [first] = places;
    if (first === undefined || places.length < 2) continue;
    names.set(text, takeName(nameKey(text, first), taken));
  }
  const constants = [...names].map(([text, name]) => ({ name, text: quoteJson(text) }));
  return { constants, nameOf: (text) => names.get(text) };
}

/** Whether a text is a public key: of SSH, with options before it or not, or a recipient of age. */
function isKey(text: string): boolean {
  return /^age1|(?:^|\s)(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[\w@.-]+ AAAA/.test(text);
}

function visitTexts(
  value: unknown,
  place: Place,
  visit: (text: string, place: Place) => void,
): void {
  if (typeof value === "string") visit(value, place);
  else if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) visitTexts(part, [...place, index], visit);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value)) visitTexts(part, [...place, key], visit);
  }
}

/** By the one whom it belongs to where it is first declared, else by its comment. */
function nameKey(text: string, [section, owner]: Place): string {
  const isOwned = section !== "root" && section !== "secrets" && typeof owner === "string";
  const comment = /AAAA\S+\s+(\S+)/.exec(text)?.[1] ?? "";
  const words = (isOwned ? owner : comment.replace(/@.*$/, "")).match(/[A-Za-z0-9]+/g) ?? [];
  const [first = "", ...more] = words.join("-").slice(0, 40).split("-");
  const name = [
    first.toLowerCase(),
    ...more.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ].join("");
  return /^[a-z]/.test(name) ? `${name}Key` : name === "" ? "sharedKey" : `key${name}`;
}

function takeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}
