import type { WatchedPlaces } from "./seen-path.ts";

/** Notices that something happens in folders. */
export interface FolderWatch {
  /** From now on these places count, and no others. A folder that came anew under its old name is found by the next call. */
  look(places: WatchedPlaces): void;
  /** Ends it. */
  close(): void;
}

/**
 * Begins to notice what happens in folders. `notice` is called once for many changes that come together, a moment after
 * the last; whether something is another than before is for the caller to find out.
 */
export type WatchFolders = (notice: () => void) => FolderWatch;
