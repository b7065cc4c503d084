/** An attribute that a text in Nix sets. */
export interface NixSetting {
  /** As `services.comin.enable`, with all around it; names in quotes are `""`. */
  readonly path: string;
  /** The end of what it is set to, without what strings say. */
  readonly value: string;
}

/** More of a value tells nothing. */
const longestValue = 200;

interface Frame {
  readonly prefix: string;
  /** What is being set, and where its value begins. */
  current: { readonly path: string; readonly from: number } | undefined;
}

const name = `(?:[A-Za-z_][\\w'-]*|""|''\\s*'')`;
const token = new RegExp(`${name}(?:\\.${name})*|[!<>=]=|[={};]`, "g");

/**
 * What a text sets, in order, by its code alone (`readNixCode`): `a.b = c;` and `a = { b = c; };` are the same.
 * Nothing is computed: what stands under a condition, or in a function, counts as well.
 */
export function listSettings(code: string): NixSetting[] {
  const found: NixSetting[] = [];
  const outermost: Frame = { prefix: "", current: undefined };
  const open: Frame[] = [outermost];
  let last = "";
  for (const { 0: part, index } of code.matchAll(token)) {
    const frame = open.at(-1) ?? outermost;
    if (part === "=" && last !== "") {
      frame.current = { path: join(frame.prefix, last), from: index + 1 };
    } else if (part === "{") {
      open.push({ prefix: frame.current?.path ?? frame.prefix, current: undefined });
    } else if (part === "}") {
      if (open.length > 1) open.pop();
    } else if (part === ";" && frame.current !== undefined) {
      const { path, from } = frame.current;
      const value = code.slice(Math.max(from, index - longestValue), index).trim();
      found.push({ path, value });
      frame.current = undefined;
    }
    last = /^[\w"']/.test(part) ? part : "";
  }
  return found;
}

/** Whether a text sets an attribute to `true`, such as `enable = lib.mkDefault true;`. */
export function isTrue({ value }: NixSetting): boolean {
  return /(?:^|[\s(])true[\s)]*$/.test(value);
}

/** Names that are set in one another thousands of times over would make paths of any length. */
const longestPath = 1000;

function join(prefix: string, path: string): string {
  return (prefix === "" ? path : `${prefix}.${path}`).slice(-longestPath);
}
