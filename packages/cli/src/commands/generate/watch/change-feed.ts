import type { World } from "@fleet/project";
import { listChanged, placesOf, type SeenPath, seeAgain } from "@fleet/project/internal";

/** What is no longer as it was expected. */
export interface NoticedChange {
  readonly paths: readonly string[];
  /** Whether it was so before anybody waited. */
  readonly isAtOnce: boolean;
}

/** Says when something is no longer as a run has seen it. */
export interface ChangeFeed {
  /** From now on these count, and no others. */
  expect(seen: readonly SeenPath[]): void;
  /** What is expected, as it is on the disk now. */
  current(): readonly SeenPath[];
  /** Waits until something of what is expected is another; undefined where the signal was aborted before. */
  next(signal: AbortSignal): Promise<NoticedChange | undefined>;
  close(): void;
}

/** Follows the changes of a disk; undefined where nothing notices any. */
export function followChanges(
  { disk, watchFolders }: Pick<World, "disk" | "watchFolders">,
  root: string,
): ChangeFeed | undefined {
  let seen: readonly SeenPath[] = [];
  let wake = () => {};
  const watch = watchFolders?.(() => wake());
  if (watch === undefined) return undefined;
  const look = () => watch.look(placesOf(disk, seen, root));
  return {
    expect: (expected) => {
      seen = expected;
      look();
    },
    current: () => seeAgain(disk, seen),
    next: async (signal) => {
      for (let isAtOnce = true; !signal.aborted; isAtOnce = false) {
        const paths = listChanged(disk, seen);
        if (paths.length > 0) return { paths, isAtOnce };
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
        await promise;
        // Folders may have come anew, and what is in them is compared after that.
        if (!signal.aborted) look();
      }
      return undefined;
    },
    close: () => watch.close(),
  };
}
