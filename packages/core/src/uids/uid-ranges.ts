/** From the first uid to the last, both of them in it. */
export type UidRange = readonly [first: number, last: number];

/** Whether a uid lies in a range. */
export function isWithin(uid: number, [first, last]: UidRange): boolean {
  return uid >= first && uid <= last;
}

/** NixOS: ids.uids.nixbld is 30000, and build users are numbered from 1, at most 128 by its installer. */
export const buildUsers: UidRange = [30001, 30128];
