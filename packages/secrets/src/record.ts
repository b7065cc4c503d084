// What is owed after a reader has gone, apart from all that has to know keys and files: merging lock
// files needs nothing else, and is loaded by every run.
export { mergeRecords } from "./record/debt-merge.ts";
export { parseRecord } from "./record/debt-record.ts";
export { type MovedReaders, moveReader, moveRecord } from "./record/moved-readers.ts";
