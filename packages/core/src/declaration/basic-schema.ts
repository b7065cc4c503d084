import * as z from "zod/mini";
import type { OwnData } from "../own-data/own-data.ts";
import { lazily } from "./lazily.ts";

// What is wrong with data of one's own is found before, where a schema would not look.
export const data = lazily(() => z.optional(z.custom<OwnData>()));
/** First and last uid. */
export const uidRange = lazily(() => z.optional(z.tuple([z.int(), z.int()])));
export const text = lazily(() => z.string());
export const texts = lazily(() => z.array(text()));
export const homeMode = lazily(() => z.enum(["integrated", "standalone", "both", "none"]));
export const optionalText = lazily(() => z.optional(text()));
export const optionalTexts = lazily(() => z.optional(texts()));
export const optionalProfile = lazily(() => z.optional(z.nullable(text())));
