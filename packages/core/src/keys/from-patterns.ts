import { quote } from "@fleet/diagnostics";

/**
 * What keeps sshd from comparing an address with the patterns of `from`, which shuts everybody out (OpenSSH,
 * addrmatch.c, addr_match_list): an empty one, or a network whose length does not fit its address.
 */
export function fromProblem(value: string): string | undefined {
  for (const text of value.split(",")) {
    const pattern = text.startsWith("!") ? text.slice(1) : text;
    if (pattern === "") return "one of its patterns is empty, so that nobody gets in.";
    const [, address = "", length = ""] = /^([^/]*)\/(\d{1,3})$/.exec(pattern) ?? [];
    const bits = address === "" ? undefined : (readFour(address) ?? readSix(address));
    // What is no network is a pattern for a name.
    if (bits === undefined || Number(length) > 128) continue;
    if (Number(length) > bits.length || bits.slice(Number(length)).includes("1")) {
      return `${quote(pattern)} is no network, so that nobody gets in: its address has to end with zeros, from bit ${length} on.`;
    }
  }
  return undefined;
}

/** The bits of an IPv4 address, or undefined. */
function readFour(text: string): string | undefined {
  const parts = text.split(".");
  const isAddress =
    parts.length === 4 &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isAddress ? parts.map((part) => toBits(Number(part), 8)).join("") : undefined;
}

/** The bits of an IPv6 address, or undefined. */
function readSix(text: string): string | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const before = readGroups(head);
  const after = tail === undefined ? "" : readGroups(tail);
  if (before === undefined || after === undefined) return undefined;
  const missing = 128 - before.length - after.length;
  const isWhole = tail === undefined ? missing === 0 : missing >= 16;
  return isWhole ? before + "0".repeat(missing) + after : undefined;
}

function readGroups(text: string): string | undefined {
  if (text === "") return "";
  const groups = text.split(":");
  const bits = groups.map((group, index) => {
    if (/^[0-9a-f]{1,4}$/i.test(group)) return toBits(Number.parseInt(group, 16), 16);
    return index === groups.length - 1 ? readFour(group) : undefined;
  });
  return bits.includes(undefined) ? undefined : bits.join("");
}

function toBits(value: number, length: number): string {
  return value.toString(2).padStart(length, "0");
}
