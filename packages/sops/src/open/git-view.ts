import type { Disk, Project } from "@fleet/project";
import { listSubmodules } from "@fleet/project/internal";
import type { GitView } from "@fleet/secrets/internal";

/** What git says of the files below a root: a submodule answers for its own. */
export function viewGit(disk: Disk, root: string, tracked: Project["tracked"]): GitView {
  const submodules = tracked === undefined ? [] : listSubmodules(disk, root);
  return {
    isTracked: (path) => {
      // The innermost of several, which are in order.
      const inside = submodules.filter((submodule) => path.startsWith(`${submodule.path}/`)).at(-1);
      return inside === undefined ? tracked?.has(path) : inside.tracked?.has(path);
    },
    absentSubmodules: submodules.flatMap(({ path, isThere }) => {
      // What is only in .gitmodules is none that git could fill.
      const isKnown =
        tracked?.has(path) === true ||
        submodules.some((outer) => path.startsWith(`${outer.path}/`));
      return isKnown && !isThere ? [path] : [];
    }),
  };
}
