import { rewriteFile } from "./file-rewrite.ts";
import type { FailedTask } from "./grouped-failures.ts";
import type { RewriteTask } from "./rewrite-task.ts";
import type { Workshop } from "./working-copy.ts";

/** What came of the tasks; both in the order of the tasks. */
export interface Rewriting {
  readonly done: readonly RewriteTask[];
  readonly failed: readonly FailedTask[];
}

/** sops is a short process, and more of them at once than this only wait for each other. */
const mostAtOnce = 8;

/** Rewrites all files, several at once, and goes on where one fails. */
export async function rewriteAll(
  tasks: readonly RewriteTask[],
  workshop: Workshop,
  showProgress: (text: string) => void,
): Promise<Rewriting> {
  const failures = new Map<RewriteTask, FailedTask>();
  let begun = 0;
  const work = async () => {
    for (let task = tasks[begun]; task !== undefined; task = tasks[begun]) {
      begun += 1;
      showProgress(`${begun}/${tasks.length} ${task.path}`);
      const failure = await rewriteFile(task, workshop);
      if (failure !== undefined) failures.set(task, { task, failure });
    }
  };
  const workers = Math.min(workshop.world.machine.parallelism, mostAtOnce, tasks.length);
  await Promise.all(Array.from({ length: workers }, work));
  showProgress("");
  return {
    done: tasks.filter((task) => !failures.has(task)),
    failed: tasks.flatMap((task) => failures.get(task) ?? []),
  };
}
