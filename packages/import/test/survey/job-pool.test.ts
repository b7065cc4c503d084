import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { runJobs } from "../../src/survey/job-pool.ts";

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

test.prop([fc.array(fc.nat({ max: 30 })), fc.integer({ min: -1, max: 9 })])(
  "results stand in the order of their items, and no more are worked on at once than were allowed",
  async (items, jobs) => {
    let running = 0;
    let most = 0;
    const results = await runJobs(items, { jobs, show: () => {} }, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await turns(item);
      running -= 1;
      return item * 2;
    });
    expect(results).toEqual(items.map((item) => item * 2));
    expect(most).toBeLessThanOrEqual(Math.max(1, jobs));
  },
);

it("whoever waits is told what is done and what is worked on", async () => {
  const told: string[] = [];
  const show = (done: number, now: string[]) => told.push(`${done} ${now.join(",")}`);
  const wait = (item: string) => turns(item === "a" ? 9 : 1);
  const results = await runJobs(["a", "b", "c"], { jobs: 2, show }, wait);
  expect(results).toHaveLength(3);
  expect(told).toEqual(["0 a", "0 a,b", "1 a,c"]);
});
