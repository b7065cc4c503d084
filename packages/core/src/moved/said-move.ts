import { quote, shellWord } from "@fleet/diagnostics";

/** How somebody says that a user or host is called otherwise now: by a command, or in the declaration for all branches. */
export function sayMove(kind: "user" | "host", old: string, to: string): string {
  const key = /^[A-Za-z_]\w*$/.test(old) ? old : quote(old);
  const command = `fleet rename ${kind} ${shellWord(old)} ${shellWord(to)}`;
  return `run \`${command}\`, or write \`moved: { ${kind}s: { ${key}: ${quote(to)} } }\` for all branches`;
}
