/**
 * Who made another request with the same proven address.
 *
 * - `you`: nothing says that another person asked.
 * - `for-other`: it was made for somebody else, such as a child or a client.
 * - `other-name`: the names that were given differ, as in a mailbox that a family shares.
 * - `unsure`: only one of the two gives a name, or it cannot be read any more.
 */
export type Asker = 'you' | 'for-other' | 'other-name' | 'unsure';
