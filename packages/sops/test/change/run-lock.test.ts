import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { Race, type RacingRun } from "../support/racing-runs.ts";

/** No run makes more calls to the disk than this on its way. */
const calls = fc.integer({ min: 1, max: 30 });

const peaceful = (depth: number): fc.Arbitrary<RacingRun> =>
  fc.record({
    others: othersOf(depth, peaceful),
    dies: fc.constant(undefined),
    releases: fc.constant(false),
  });

const anyRun = (depth: number): fc.Arbitrary<RacingRun> =>
  fc.record({
    others: othersOf(depth, anyRun),
    dies: fc.option(calls, { nil: undefined }),
    releases: fc.boolean(),
  });

function othersOf(depth: number, run: (depth: number) => fc.Arbitrary<RacingRun>) {
  if (depth === 0) return fc.constant([]);
  return fc.array(fc.record({ call: calls, run: run(depth - 1) }), { maxLength: 3 });
}

const locks = ["", "{", "[]", '{"pid":1,"host":"memory"}', '{"pid":3,"host":"memory","start":"x"}'];

function raceWith(lock: string | undefined): Race {
  const race = new Race();
  race.disk.makeFolder("/fleet/.fleet-work");
  if (lock !== undefined)
    race.disk.create("/fleet/.fleet-work/lock", new TextEncoder().encode(lock));
  return race;
}

const someLock = fc.option(fc.constantFrom(...locks), { nil: undefined });

describe("the lock of the work folder", () => {
  it.prop([peaceful(3), someLock], { numRuns: 300 })(
    "is had by exactly one of all runs that start at once, also where they take over a dead one's",
    (run, lock) => {
      const race = raceWith(lock);
      race.start(run);
      expect({ most: race.most, holders: race.holders.size }).toEqual({ most: 1, holders: 1 });
    },
  );

  it.prop([anyRun(3), someLock], { numRuns: 1000 })(
    "is had by one run at most, whoever is killed and whoever ends meanwhile, and blocks nobody for ever",
    (run, lock) => {
      const race = raceWith(lock);
      race.start(run);
      expect(race.most).toBeLessThanOrEqual(1);
      const isFree = race.holders.size === 0;
      expect(race.start({ others: [], dies: undefined, releases: true })).toBe(isFree);
      if (isFree) expect(race.disk.inspect("/fleet/.fleet-work")).toBeUndefined();
    },
  );
});
