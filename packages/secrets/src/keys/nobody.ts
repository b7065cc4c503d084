/**
 * A recipient of which nobody has the private key: its 32 bytes are the SHA-256 of "fleet: nobody", and
 * to find the key of a point that was chosen so is what X25519 is there to prevent.
 */
export const recipientOfNobody = "age16gnd30ktrxft9amsd8ldzrl5q3mcxs8cv5524n6f7etxsw4y6jpq8sk6r3";
