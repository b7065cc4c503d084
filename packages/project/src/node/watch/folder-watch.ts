import { type FSWatcher, statSync, watch } from "node:fs";
import { join } from "pathe";
import type { FolderWatch } from "../../world/folder-watch.ts";
import type { WatchedPlaces } from "../../world/seen-path.ts";

/** Milliseconds without a change after which a burst of them is over, and how long one may last. */
const burst = { pause: 60, longest: 1000 } as const;

/** How often to look where the system watches no more folders, in milliseconds. */
const pollInterval = 1000;

interface WatchedFolder {
  readonly watcher: FSWatcher;
  readonly identity: string;
}

/**
 * Watches folders one by one, by what the system says of each: editors that put a new file in the place of the old one
 * are noticed in this way, which a watch of the file would lose.
 */
export function watchFolders(notice: () => void): FolderWatch {
  const watched = new Map<string, WatchedFolder>();
  let places: WatchedPlaces = { folders: new Set(), paths: new Set(), listed: new Set() };
  let timer: NodeJS.Timeout | undefined;
  let began = 0;
  let poll: NodeJS.Timeout | undefined;

  const tell = () => {
    const now = performance.now();
    if (timer === undefined) began = now;
    clearTimeout(timer);
    const wait = Math.min(burst.pause, Math.max(0, began + burst.longest - now));
    timer = setTimeout(() => {
      timer = undefined;
      notice();
    }, wait);
  };
  const forget = (folder: string) => {
    watched.get(folder)?.watcher.close();
    watched.delete(folder);
  };
  const open = (folder: string, identity: string) => {
    const watcher = watch(folder, (_event, name) => {
      const isConcerned =
        name === null || places.listed.has(folder) || places.paths.has(join(folder, name));
      // A folder that is removed says its own name.
      if (isConcerned || identityOf(folder) !== identity) tell();
    });
    watcher.on("error", () => {
      forget(folder);
      tell();
    });
    watched.set(folder, { watcher, identity });
  };
  return {
    look: (wanted) => {
      places = wanted;
      for (const folder of [...watched.keys()]) if (!wanted.folders.has(folder)) forget(folder);
      let isFull = false;
      for (const folder of wanted.folders) {
        const identity = identityOf(folder);
        if (watched.get(folder)?.identity === identity) continue;
        forget(folder);
        if (identity === undefined) continue;
        try {
          open(folder, identity);
        } catch {
          // Linux watches no more than fs.inotify.max_user_watches folders for somebody.
          isFull ||= identityOf(folder) !== undefined;
        }
      }
      clearInterval(poll);
      poll = isFull ? setInterval(notice, pollInterval) : undefined;
    },
    close: () => {
      clearTimeout(timer);
      clearInterval(poll);
      for (const folder of [...watched.keys()]) forget(folder);
    },
  };
}

/** What tells a folder from another of the same name; undefined where none is. */
function identityOf(folder: string): string | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() ? `${stats.dev}:${stats.ino}` : undefined;
}
