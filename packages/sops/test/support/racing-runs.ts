import { type Disk, memoryWorld, type World } from "@fleet/project";
import { holdWorkFolder, type WorkFolder } from "../../src/change/work-folder.ts";

/** A run that tries to take the work folder, and what happens meanwhile. */
export interface RacingRun {
  /** Before which of its calls to the disk the others run, each to its end. */
  readonly others: readonly { readonly call: number; readonly run: RacingRun }[];
  /** Before which of its calls to the disk it is killed; undefined for never. */
  readonly dies: number | undefined;
  /** Whether it gives the folder up once it has it. */
  readonly releases: boolean;
}

class Killed extends Error {}

/** Runs on one disk, one inside of the other, with every process that is still alive. */
export class Race {
  readonly disk: Disk;
  /** The numbers of living processes that have the folder. */
  readonly holders = new Set<number>();
  /** How many had it at once, at most. */
  most = 0;
  readonly #world = memoryWorld();
  readonly #alive = new Set<number>();
  #started = 0;

  constructor() {
    this.disk = this.#world.disk;
  }

  /** Starts a run; gives whether it got the folder. */
  start({ others, dies, releases }: RacingRun): boolean {
    this.#started += 1;
    const id = this.#started;
    this.#alive.add(id);
    let calls = 0;
    const before = () => {
      calls += 1;
      if (!this.#alive.has(id)) throw new Killed();
      for (const { run } of others.filter(({ call }) => call === calls)) this.start(run);
      if (calls !== dies) return;
      this.#alive.delete(id);
      this.holders.delete(id);
      throw new Killed();
    };
    try {
      const held = holdWorkFolder({ world: this.#worldOf(id, before), ...here });
      if (held.ok) this.#hold(id, held.value, releases);
      return held.ok;
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  }

  #hold(id: number, folder: WorkFolder, releases: boolean): void {
    if (this.#alive.has(id)) this.holders.add(id);
    this.most = Math.max(this.most, this.holders.size);
    if (!releases) return;
    this.holders.delete(id);
    folder.release();
  }

  #worldOf(processId: number, before: () => void): World {
    const startOf = (asked: number) => (this.#alive.has(asked) ? `start ${asked}` : undefined);
    const machine = { ...this.#world.machine, processId, startOf };
    const disk = new Proxy(this.disk, {
      get: (target, name) => {
        const call: unknown = Reflect.get(target, name);
        return (...args: unknown[]) => {
          before();
          return typeof call === "function" ? Reflect.apply(call, target, args) : call;
        };
      },
    });
    return { ...this.#world, machine, disk };
  }
}

const here = { root: "/fleet", tracked: undefined, prefix: "" };
