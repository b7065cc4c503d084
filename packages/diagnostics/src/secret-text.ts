/** Whether a text holds a private key, of SSH, PGP or age, so that it must never be shown. */
export function holdsPrivateKey(text: string): boolean {
  return /PRIVATE KEY( BLOCK)?-----|AGE-SECRET-KEY-/i.test(text);
}
