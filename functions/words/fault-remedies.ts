/** The store does not say whose rows these are, so both cases are explained. */
const whoseRows =
  'If no collection of the data map describes it, describe it. If one does, these rows are somebody else’s, are to stay, or were not found with the others: look whose they are and decide on them.';

const referring =
  'Nobody approved those rows. Describe that table in the data map with on_erasure: erase, so that the person’s rows there go first, or have it refer to a field that is not blanked. If they are somebody else’s, look whose they are and decide on them.';

/** By SQLSTATE (PostgreSQL, appendix A) or the name of an AWS error. The longest matching prefix counts. */
export const remedyByCode: readonly (readonly [string, string])[] = [
  [
    '23503',
    `Rows of that table still refer to what was to be erased, and are not part of this erasure. ${whoseRows} Or set on_erasure of what was to be erased to anonymise, so that the row stays which they refer to.`,
  ],
  [
    '23001',
    `Rows of that table still refer to what was to be erased, and are not part of this erasure. ${whoseRows} Or set on_erasure of what was to be erased to anonymise, so that the row stays which they refer to.`,
  ],
  [
    'cascade-update',
    `Rows of that table refer to a value that was to be blanked, and the database would change them along. ${referring}`,
  ],
  [
    'referred-to',
    `Rows of that table refer to a value that was to be blanked, and would be left without it. ${referring}`,
  ],
  [
    'cascade',
    `The foreign key that is named would erase rows of that table along with what was to be erased, and nobody approved those. ${whoseRows} Or set on_erasure of what was to be erased to anonymise, so that the foreign key does nothing.`,
  ],
  [
    'set-',
    `The foreign key that is named would take the reference out of rows of that table, and nobody approved that. ${whoseRows} Or set on_erasure of what was to be erased to anonymise, so that the foreign key does nothing.`,
  ],
  [
    'counted',
    'A trigger, rule or foreign key of the database would change rows of that table too, and nobody approved those. Find out which it is. If it only writes a history or a count there, describe that table in the data map, and name it under physical.triggers_write of the collection whose rows set it off. If it marks the row instead of deleting it, set on_erasure to mark. If it changes records of other people, set on_erasure to anonymise, or change the trigger.',
  ],
  [
    'no-counters',
    'The database does not count the rows that change, so nothing shows what a trigger does elsewhere. Switch its setting track_counts on, as it is by default.',
  ],
  [
    'no-transactions',
    'The table has no transactions, so an erasure that is cut off would leave half of it. Have its engine changed to InnoDB, or erase there by hand.',
  ],
  [
    'versioned',
    'The table keeps the rows of past times, so what is erased would still be there. Have the versioning taken off, or erase there by hand.',
  ],
  [
    'trigger',
    'A trigger would run, and the database does not say what it changes, or it writes a table that the map does not name, or may keep the old value in the row. Look at what it does, and name the tables that it writes under physical.triggers_write in the data map, the table itself if it may write there: in MySQL an empty list if it writes none.',
  ],
  [
    'hidden-rules',
    'The desk does not see which triggers and foreign keys the table has. Grant its database user PROCESS, or TRIGGER on the whole database.',
  ],
  [
    'blank-undone',
    'A trigger or rule of the table puts the old values back or swallows the change. Have it let the desk’s database role blank these fields, or erase the rows instead.',
  ],
  [
    'held-back',
    'A trigger or rule of the table does not let the rows go: they are still there after the deletion. Have it let the desk’s database role delete them. If it marks them as deleted instead, set on_erasure to mark.',
  ],
  [
    'other-shape',
    'A row holds a text, a number or a list where the path of blank_with expects an object, so nothing would be taken out of it. Look at these rows and bring them into the form that the path expects, or blank the whole field instead of parts of it.',
  ],
  [
    'key-not-unique',
    'The key in the data map names several rows. Mark those columns as primary_key which the database keeps unique together.',
  ],
  [
    'part-of-key',
    'A reference or an identity of the data map names one column of a key that the database keeps unique only as a whole, so rows of somebody else may hold the same value. Let one field refer to each column of the key that is named, and mark those as primary_key. npx rightsdesk map check says which.',
  ],
  [
    'unsearchable',
    'People’s rows are to be found by a column that holds several values or a document, which cannot be searched for one. Keep these values one a row, in a plain column or a table of its own, and map that.',
  ],
  [
    '23502',
    'The column must not be empty. Give its field a blank_with that the column accepts, or erase the rows instead.',
  ],
  [
    '23505',
    'The value that was to be written exists already, and may exist only once. Give the field a blank_with that differs from row to row.',
  ],
  ['23514', 'A CHECK of the table does not allow the new value. Give the field a blank_with that it allows.'],
  ['22001', 'The new value is too long for the column. Give the field a shorter blank_with.'],
  ['22', 'The column does not accept the new value. Give the field a blank_with that it accepts.'],
  ['25006', 'The database is read-only. Connect the desk to one that it can write to.'],
  [
    '42501',
    'Grant the desk’s database role what it lacks: SELECT, and UPDATE or DELETE where the data map blanks or erases.',
  ],
  [
    'undescribed',
    'The field holds something, and nobody has said what it is. Add it to the data map, with blank_with if it leads to the person, and deploy it.',
  ],
  [
    'same-id',
    'Another record has the id of one that was approved. Give it its own, or take record_id out of the data map, and search again.',
  ],
  [
    'not-as-written',
    'The object was read while it was written, or once more afterwards, and is not what the desk meant to write. Compare it with its version before, or with a backup, and put it right by hand. Then search again.',
  ],
  ['more-lines', 'A record has come once more since the approval. Search again.'],
  [
    'no-index',
    'No key or index of the table finds records by that field. Add an index on it, name it under physical.indexes of this collection in the data map, and deploy that. Until then, look in the table by hand for this person, and go on without it.',
  ],
  [
    'index-key',
    'The index that the data map names under physical.indexes does not fit the table: it is missing there, or has another key. Correct its name or its fields in the data map, or make the index.',
  ],
  [
    'index-sparse',
    'The index does not show every item of the collection. Name one that does under physical.indexes, or say in the data map of what form its sort key is.',
  ],
  [
    'index-state',
    'The index cannot be read in its present state. Look at it in DynamoDB, and try again once it is active.',
  ],
  [
    'table-state',
    'The table cannot be read in its present state. Look at it in DynamoDB, and try again once it is active.',
  ],
  [
    'key-type',
    'A key of the table is of another type than the data map says. Correct the field in the data map.',
  ],
  ['no-key', 'The data map names no key of this table. Mark its key as primary_key in the data map.'],
  [
    'no-blank',
    'What the data map writes over here cannot be written. Give a field that is no key a blank_with that the store accepts, or set on_erasure to erase.',
  ],
  [
    'no-table',
    'The table that the data map names does not exist. Correct its name in the data map, or take it out.',
  ],
  ['no-column', 'The column that is named does not exist. Correct its name in the data map, or take it out.'],
  [
    'view',
    'What the data map names is no plain table. Map the tables behind it, and list it under skip_processing.',
  ],
  [
    'not-in-prefix',
    'Files here are found by the identifiers in their names alone, and that field is none of them. Put it into physical.prefix, or take the identity or reference off the field in the data map.',
  ],
  ['old-versions', 'Say in the data map whether old versions may go: old_versions under physical.'],
  [
    'not-shareable',
    'Records in files cannot be kept for others. Take owner: shared off this collection in the data map.',
  ],
  ['erase-only', 'Whole files can only be erased. Set on_erasure of this collection to erase or retain.'],
  [
    'no-place',
    'The data map does not say where in S3 these files lie. Give it bucket and prefix under physical.',
  ],
  [
    'NoSuchBucket',
    'The bucket that is named does not exist. Was it renamed or deleted? Correct physical.bucket in the data map and deploy it, or take the collection out of the data map.',
  ],
  [
    'key',
    'The key in the data map is not the key of the table. Mark just the fields of the table’s key as primary_key.',
  ],
  ['42P01', 'The table does not exist. Correct its name in the data map, or take it out.'],
  ['42703', 'A column does not exist. Correct its name in the data map, or take it out.'],
  [
    'RequestTooLarge',
    'What was asked at once is too large for a Lambda. Report this: the desk should have asked in parts.',
  ],
  [
    'Function.ResponseSizeTooLarge',
    'The answer is too large for a Lambda. Report this: the desk should have asked in parts.',
  ],
  ['ResourceNotFound', 'The store has no function of its own in AWS. Deploy the desk again.'],
  ['AccessDenied', 'Allow the role that the log names to do what it was refused.'],
  [
    'LocalRunReadsOnly',
    'Carry it out on the deployed desk. To try it here, fill a local copy and connect the desk to that.',
  ],
  [
    'NoRegion',
    'Set connection.region of this store in rightsdesk.yaml, or AWS_REGION where the desk runs, and start the desk again.',
  ],
  [
    'token-refused',
    'Was the key revoked, or has it ended? Make a new one at the vendor, and write it into the secret that the desk file names.',
  ],
  ['scope-missing', 'Give the key of the vendor the scope that it lacks: docs/vendors.md lists them.'],
  [
    'too-many-calls',
    'The vendor asked the desk to wait. Others may use up the same limit; lower limits in the vendor file.',
  ],
  [
    'private-address',
    'The name of the vendor leads into a private network, so nothing was sent. Look at the name server of the desk.',
  ],
  [
    'redirect',
    'The vendor sends the desk elsewhere, which it does not follow. Is the shop or the data centre in connection.account right?',
  ],
  [
    'other-account',
    'Nothing counts as gone, since the other account holds none of these records. Write the key of the account that the records are in into the secret that the desk file names. If the business has moved to the other account for good, search again.',
  ],
  ['out-of-time', 'The desk goes on with the next try.'],
  ['changed-since-found', 'The desk looks again; if it may be somebody else’s by now, staff are asked.'],
  [
    'no-field-in-row',
    'The interface of the vendor has changed: its records no longer hold the field that is named, by which they are compared. Look for a newer vendor file, and try it with npx rightsdesk vendor try.',
  ],
  [
    'no-rows-there',
    'The interface of the vendor has changed: its answer no longer holds rows where the vendor file says. Look for a newer file, and try it with npx rightsdesk vendor try.',
  ],
  [
    'page-',
    'The interface of the vendor does not page as the vendor file says. Try the file with npx rightsdesk vendor try.',
  ],
  [
    'no-next-page',
    'The interface of the vendor does not page as the vendor file says. Try the file with npx rightsdesk vendor try.',
  ],
  [
    'other-row',
    'The vendor answered with another record than was asked for, so nothing was changed. Ask the vendor.',
  ],
  [
    'vendor-declines',
    'Look at the vendor why: an open dispute, a recent payment. Mend it there, then try again.',
  ],
  [
    'no-such-call',
    'Look whether the account may use that interface, and whether the file of the vendor names the right address.',
  ],
  ['ends-more', 'Search again: then you see what would end, and can tick it. Or end it at the vendor first.'],
  ['error-in-answer', 'Look at the vendor what it refuses; a limit passes by itself.'],
  ['not-ready', 'The vendor still prepares the erasure. The desk tries again.'],
  [
    'no-erasure',
    'The vendor file says no way to erase this. Set on_erasure otherwise, or add the steps to the file.',
  ],
  [
    'goes-with-none',
    'The vendor removes such rows only with those of another endpoint. Let the map erase by that one, or keep these.',
  ],
  [
    'no-such-question',
    'The vendor cannot be asked by that field. Add a read to the vendor file, or take the identity or the reference off it.',
  ],
  ['KMS', 'The key that seals the settings of the function cannot be used. Look at its policy and state.'],
];
