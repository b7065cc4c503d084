import { isRecord, type Plain, textOf } from "./plain.ts";

/**
 * What sops compares of a key that is not age's (each `ToString` in sops), with the type in front:
 * from the fields of a file's metadata, or of a key group in `.sops.yaml`, whose names differ.
 */
export const foreignIdentities: { readonly [type: string]: (key: Plain) => string } = {
  pgp: (key) => `pgp:${textOf(key, "fp").replaceAll(" ", "")}`,
  kms: (key) => `kms:${kmsIdentity(key)}`,
  gcp_kms: (key) => `gcp_kms:${textOf(key, "resource_id")}`,
  hckms: (key) => `hckms:${textOf(key, "key_id")}`,
  azure_keyvault: (key) => {
    const vault = textOf(key, "vault_url") || textOf(key, "vaultUrl");
    const name = textOf(key, "name") || textOf(key, "key");
    return `azure_keyvault:${vault}/keys/${name}/${textOf(key, "version")}`;
  },
  hc_vault: (key) => {
    const [address, engine] = [textOf(key, "vault_address"), textOf(key, "engine_path")];
    return `hc_vault:${address}/v1/${engine}/keys/${textOf(key, "key_name")}`;
  },
};

function kmsIdentity(key: Plain): string {
  const role = textOf(key, "role");
  const arn = textOf(key, "arn") + (role === "" ? "" : `+${role}`);
  const context = isRecord(key["context"]) ? key["context"] : {};
  const pairs = Object.keys(context).sort();
  const text = pairs.map((name) => `${name}:${textOf(context, name)}`).join(",");
  const profile = textOf(key, "aws_profile");
  if (profile !== "") return `${arn}|${text}|${profile}`;
  return text === "" ? arn : `${arn}|${text}`;
}
