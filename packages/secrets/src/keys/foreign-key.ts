/** The types of key beside age. */
type ForeignType = "pgp" | "kms" | "gcp_kms" | "hckms" | "azure_keyvault" | "hc_vault";

/** A key that is none of age's: what sops compares, or what is wrong with it. */
type ForeignKey =
  | { readonly ok: true; readonly type: ForeignType; readonly id: string }
  | { readonly ok: false; readonly problem: string };

/**
 * How each type looks, in the words of its service. Of PGP a fingerprint of 40 digits (version 4) or 64
 * (versions 5 and 6), or the last 16 of one; gpg takes them in either case, with `0x` in front, and with
 * `!` behind for that subkey alone (gpg(1), "How to specify a user ID").
 */
const forms: { readonly [T in ForeignType]: { readonly form: RegExp; readonly example: string } } =
  {
    pgp: {
      form: /^(?:0x)?(?:[0-9A-F]{16}|[0-9A-F]{40}|[0-9A-F]{64})!?$/i,
      example: "a fingerprint of 40 hexadecimal digits",
    },
    kms: { form: /^arn:aws[\w-]*:kms:[^\s,|+]+(?:\+arn:[^\s,|+]+)?$/, example: "arn:aws:kms:…" },
    gcp_kms: {
      form: /^projects\/[^\s,/]+\/locations\/[^\s,/]+\/keyRings\/[^\s,/]+\/cryptoKeys\/[^\s,]+$/,
      example: "projects/…/locations/…/keyRings/…/cryptoKeys/…",
    },
    hckms: { form: /^[a-z0-9-]+:[0-9a-fA-F-]{36}$/, example: "region:uuid" },
    azure_keyvault: {
      form: /^https:\/\/[^\s,/]+\/keys\/[^\s,/]+\/[^\s,/]*$/,
      example: "https://….vault.azure.net/keys/NAME/VERSION",
    },
    hc_vault: {
      form: /^https?:\/\/[^\s,]+\/v1\/[^\s,]+\/keys\/[^\s,/]+$/,
      example: "https://…/v1/ENGINE/keys/NAME",
    },
  };

/**
 * Reads `TYPE:ID`, such as `pgp:FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4`; undefined when the text does
 * not begin with the name of a type. Spaces in a fingerprint are taken out, as sops does; its case stays,
 * because sops compares the text.
 */
export function parseForeignKey(text: string): ForeignKey | undefined {
  const colon = text.indexOf(":");
  const type = text.slice(0, Math.max(colon, 0));
  if (!isForeignType(type)) return undefined;
  const rest = text.slice(colon + 1);
  const id = type === "pgp" ? rest.replaceAll(" ", "") : rest.trim();
  const { form, example } = forms[type];
  if (form.test(id)) return { ok: true, type, id };
  // sops hands the id to gpg as a trusted key, and gpg takes none shorter than 16 digits there.
  const isTooShort = type === "pgp" && /^(?:0x)?[0-9A-F]{8}$/i.test(id);
  const why = isTooShort ? " gpg takes no id of 8 digits from sops." : "";
  return { ok: false, problem: `A key of the type ${type} is ${example}.${why}` };
}

/** Whether a recipient's id, as `pgp:…`, is a PGP key by the last 16 digits of its fingerprint alone. */
export function isShortPgpId(id: string): boolean {
  return /^pgp:(?:0x)?[0-9A-F]{16}!?$/i.test(id);
}

/**
 * What two ids of one PGP key have in common, whatever their length and case: sops compares the texts
 * (pgp/keysource.go, ToString). An id of another type is returned as it is.
 */
export function commonPgpForm(id: string): string {
  const [, digits] = /^pgp:(?:0x)?([0-9A-F]{16,})!?$/i.exec(id) ?? [];
  return digits === undefined ? id : `pgp:${digits.slice(-16).toUpperCase()}`;
}

/**
 * What an item of a key group is for a key of this type: a text, or the fields that sops wants
 * (config/config.go).
 */
export function writeForeignKey(type: ForeignType, id: string): string | Record<string, string> {
  switch (type) {
    case "pgp":
    case "hc_vault":
      return id;
    case "kms": {
      const [arn = "", role] = id.split("+");
      return role === undefined ? { arn } : { arn, role };
    }
    case "gcp_kms":
      return { resource_id: id };
    case "hckms":
      return { key_id: id };
    case "azure_keyvault": {
      const [vaultUrl = "", rest = ""] = id.split("/keys/");
      const [key = "", version = ""] = rest.split("/");
      return { vaultUrl, key, version };
    }
    default:
      return type satisfies never;
  }
}

function isForeignType(type: string): type is ForeignType {
  return Object.hasOwn(forms, type);
}
