import { unstamped } from "@fleet/codegen";
import type { World } from "../world/world.ts";
import { asBuffer, plainLineEnds } from "./bytes.ts";

/**
 * What a file on disk is: as fleet wrote it (perhaps reformatted), changed by hand since, or never
 * written by fleet.
 */
export type Stamp = "intact" | "edited" | "foreign";

/** What computes digests. */
export type Digester = Pick<World, "digest">;

const stampPattern = /"generated": *"(sha256-[\da-f]{64})"/;

/** The stamp stands at the head of a file, so that nobody has to look through all of it. */
const headLength = 512;

/** The bytes of a rendered file, with the digest of its text put in the place that was left for it. */
export function stampFile({ digest }: Digester, contents: string): Uint8Array {
  const bytes = Buffer.from(contents);
  const stamp = findStamp(bytes);
  if (stamp?.digest !== unstamped)
    throw new Error("bug: a rendered file has no place for its stamp");
  bytes.write(`sha256-${digest(bytes)}`, stamp.offset, "latin1");
  return bytes;
}

/** Compares a file's text with its stamp. */
export function readStamp({ digest }: Digester, file: Uint8Array): Stamp {
  const bytes = asBuffer(plainLineEnds(file));
  const stamp = findStamp(bytes);
  if (stamp === undefined) return "foreign";
  const blank = Buffer.from(bytes);
  blank.write(unstamped, stamp.offset, "latin1");
  if (`sha256-${digest(blank)}` === stamp.digest) return "intact";
  const canonical = canonicalText(blank);
  return canonical !== undefined && `sha256-${digest(canonical)}` === stamp.digest
    ? "intact"
    : "edited";
}

/** The digest of a file that a fleet is computed from: the same on a machine whose git changes line ends. */
export function digestSource({ digest }: Digester, file: Uint8Array): string {
  return digest(plainLineEnds(file));
}

/** Whether a file is the one of which a `fleet.json` has this digest; of before, it is of the line ends of one machine. */
export function isSource({ digest }: Digester, file: Uint8Array, recorded: string): boolean {
  return [file, plainLineEnds(file)].some((bytes) => `sha256-${digest(bytes)}` === recorded);
}

function findStamp(bytes: Buffer): { digest: string; offset: number } | undefined {
  const head = bytes.subarray(0, headLength).toString("latin1");
  const found = stampPattern.exec(head);
  const digest = found?.[1];
  if (found === null || digest === undefined) return undefined;
  return { digest, offset: found.index + found[0].indexOf(digest) };
}

/** The text as fleet lays it out: formatters change no meaning, and are no edit. */
function canonicalText(bytes: Buffer): string | undefined {
  try {
    return `${JSON.stringify(JSON.parse(bytes.toString()), null, 2)}\n`;
  } catch {
    return undefined;
  }
}
