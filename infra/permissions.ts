/**
 * What a function may do in AWS, named by the port that its code calls. The permissions of a function decide
 * its role (`constructs/grant-permissions.ts`), its environment and the SDK clients in its bundle.
 */
export type Permission =
  /** Read a request's log. */
  | 'register.read'
  /** Read a request's log and append to it. */
  | 'register.append'
  /** Query the index for what is due, and scan all requests. */
  | 'register.sweep'
  /** Read the lists of requests. */
  | 'register.list'
  /** Scan the ids of all requests. */
  | 'register.scan'
  /** Open a request's data key. */
  | 'key.open'
  /** Make the data key of a request, but open none. */
  | 'key.make'
  /** Store the wrapped key of a new request. */
  | 'key.keep'
  /** Destroy a request's key. */
  | 'key.shred'
  /** Open the desk's own key, which protects authenticators, sign-ins, quotas and tombstones. */
  | 'desk-key.open'
  /** Make the desk's own key at the first deployment. */
  | 'desk-key.make'
  | 'objects.read'
  | 'objects.write'
  | 'inbox.put'
  /** Make the key of an item of the inbox, but open none. */
  | 'inbox.seal'
  /** Open what the form has sealed. */
  | 'inbox.open'
  | 'inbox.take'
  | 'inbox.list'
  /** Mark an item that could not be opened. */
  | 'inbox.set-aside'
  /** Read and write links, codes and sessions. */
  | 'items.links'
  /** Count attempts, quotas and one-time codes. */
  | 'items.counts'
  /** Take and end the lease on sending a mail. */
  | 'items.lease'
  /** Delete counted tries, authenticators, and what was typed as a proof. */
  | 'items.drop'
  /** Store a request under the keyed hash of an identifier. */
  | 'items.note-person'
  /** Find requests by the keyed hash of an identifier. */
  | 'items.find-person'
  /** Store and drop the token of a waiting task. */
  | 'items.wait'
  /** Read and drop all task tokens of a request. */
  | 'items.wake'
  | 'mail.send'
  /** Start an execution and look whether it is running. */
  | 'workflow.start'
  /** Answer a waiting task. */
  | 'workflow.answer'
  /** Invoke the stores' own functions. */
  | 'stores.call'
  /** Invoke the receiving function for a new request. */
  | 'receive.call'
  /** Read the secrets with which the shop's server signs opt-out signals and log-ins. */
  | 'signal-keys.read'
  | 'packages.write'
  | 'packages.link'
  | 'packages.remove'
  /** In batches, whose permission also covers deleting; a mere put could as well write over one. */
  | 'tombstones.put'
  /** Look up whether a row was erased before. */
  | 'tombstones.read'
  /** Read the events that were appended in an hour. */
  | 'register.hours'
  /** Write an anchor. */
  | 'evidence.write'
  /** List all versions of the anchors, and read the oldest of each. */
  | 'evidence.read';

/** To record an event. */
export const append = ['register.append'] as const;
/** To mail once: the link in the mail, the lease, the quota and the event in the log. */
export const mail = [
  ...append,
  'key.open',
  'items.links',
  'items.lease',
  'items.counts',
  'mail.send',
] as const;
/** To link the requests of one person. */
export const persons = ['items.note-person', 'items.find-person'] as const;
/** To wait with a task token. */
export const wait = ['items.wait', 'workflow.answer'] as const;
/** To end the wait of a request's driver, or start a driver. */
export const wake = ['items.wake', 'workflow.answer', 'workflow.start'] as const;
/** To admit a request from the inbox. */
export const take = [
  ...mail,
  'items.note-person',
  'inbox.take',
  'inbox.open',
  'key.make',
  'key.keep',
  'desk-key.open',
  'workflow.start',
] as const;
/** To read and write sealed objects. */
export const objects = ['key.open', 'objects.read', 'objects.write'] as const;
