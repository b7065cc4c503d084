import { type OwnData, sortData } from "../../own-data/own-data.ts";

/** Data of one's own, in order; undefined where none are declared. */
export function normalizeData({
  data,
}: {
  readonly data?: OwnData | undefined;
}): OwnData | undefined {
  return data === undefined ? undefined : sortData(data);
}
