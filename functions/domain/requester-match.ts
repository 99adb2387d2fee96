/**
 * Who made another request with the same proven address.
 *
 * - `you`: nothing says that it was another person.
 * - `for-other`: it was made for somebody else, such as a child or a client.
 * - `other-name`: the names differ, as in a mailbox that a family shares.
 * - `unsure`: only one of the two gives a name, or a name can no longer be read.
 */
export type RequesterMatch = 'you' | 'for-other' | 'other-name' | 'unsure';
