import * as z from "zod/mini";

/** What is said of a schema: its name, where it is one that others refer to, and what it is for. */
interface Remark {
  readonly id?: string;
  readonly description: string;
}

/** What is said of the schemas of `fleet.json`. */
export const remarks: z.core.$ZodRegistry<Remark> = z.registry<Remark>();

/** A schema with what it is for. */
export function describe<T extends z.ZodMiniType>(schema: T, description: string): T {
  remarks.add(schema, { description });
  return schema;
}

/** A schema that stands once in the document, under a name. */
export function define<T extends z.ZodMiniType>(schema: T, id: string, description: string): T {
  remarks.add(schema, { id, description });
  return schema;
}

/** Any text. */
export const text = () => z.string();
/** A list of texts. */
export const texts = (description: string) => describe(z.array(text()), description);
/** A text that is more than its key says. */
export const said = (description: string) => describe(text(), description);
/** What is there as `true`, or not at all. */
export const only = (description: string) => z.optional(describe(z.literal(true), description));
