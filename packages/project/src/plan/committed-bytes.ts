import { runGitForBytes } from "../disk/ask-git.ts";
import type { World } from "../world/world.ts";
import type { CommittedFile } from "./commit.ts";

/** The bytes of files of a commit, by their blobs. What git does not have at hand is left out; nothing is fetched. */
export async function readBlobs(
  world: World,
  root: string,
  files: readonly CommittedFile[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const blobs = [...new Set(files.map(({ blob }) => blob))];
  if (blobs.length === 0) return new Map();
  const input = `${blobs.join("\n")}\n`;
  const answer = await runGitForBytes(world, root, { args: ["cat-file", "--batch"], input });
  return answer.ok ? readBatch(answer.output) : new Map();
}

const lineFeed = 10;

/** Reads what `git cat-file --batch` prints: `ID blob SIZE`, a line feed, so many bytes, and a line feed; or `ID missing`. */
function readBatch(output: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const decoder = new TextDecoder();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(lineFeed, at);
    if (end === -1) break;
    const [blob = "", type, size] = decoder.decode(output.subarray(at, end)).split(" ");
    at = end + 1;
    if (type !== "blob") continue;
    const length = Number(size);
    found.set(blob, output.subarray(at, at + length));
    at += length + 1;
  }
  return found;
}
