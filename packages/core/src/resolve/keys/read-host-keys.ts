import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { Fleet, Host } from "../../parse/fleet.ts";
import { addGaps } from "../../parse/gaps.ts";
import type { Surroundings } from "../surroundings.ts";
import { emptyKeyFile, readKeyFile } from "./key-file.ts";

/**
 * The fleet with the lines of those SSH host keys that the declaration names a file for; the same object
 * where it names none. Where no line can be told, that is reported, and the place is one of the gaps. What a
 * line is good for is judged as if it stood in the declaration.
 */
export function readHostKeys(fleet: Fleet, surroundings: Surroundings): Outcome<Fleet> {
  const fromFiles = [...fleet.hosts.values()].filter((host) => host.sshHostKeyFile !== undefined);
  if (fromFiles.length === 0) return { value: fleet, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const unread: Path[] = [];
  const hosts = new Map<string, Host>(fleet.hosts);
  for (const { id, sshHostKeyFile: file = "", ...host } of fromFiles) {
    const path = ["hosts", id, "sshHostKey"];
    const read = readHostKey(file, path, surroundings);
    diagnostics.push(...read.diagnostics);
    if (read.value === undefined) unread.push(path);
    hosts.set(id, { ...host, id, sshHostKeyFile: file, sshHostKey: read.value });
  }
  return { value: { ...fleet, hosts, gaps: addGaps(fleet.gaps, unread) }, diagnostics };
}

const help = "Let it hold the one line of /etc/ssh/ssh_host_ed25519_key.pub, and nothing else.";

function readHostKey(
  file: string,
  path: Path,
  surroundings: Surroundings,
): Outcome<string | undefined> {
  const { value: lines, diagnostics } = readKeyFile({ file, path }, surroundings);
  if (lines === undefined) return { value: undefined, diagnostics };
  const [line, second] = lines;
  if (line === undefined) {
    return { value: undefined, diagnostics: [...diagnostics, emptyKeyFile({ file, path }, help)] };
  }
  if (second === undefined) return { value: line.text, diagnostics };
  const several = coreCodes.create(
    "bad-ssh-key",
    `There are ${lines.length} keys in ${quote(file)}, and a host has one host key here.`,
    { path, file, position: { line: second.number, column: 1 }, help },
  );
  return { value: undefined, diagnostics: [...diagnostics, several] };
}
