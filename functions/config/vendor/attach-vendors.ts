import type { DeskStore } from '../../domain/desk';
import { accountOf } from './account-values';
import { readVendor, vendorPath } from './read-vendor';
import { VendorFileError, type VendorProblem } from './vendor-file-error';

/**
 * The stores of a desk, each of kind `http` with the file of its vendor: read and checked once, when the desk
 * is built, so that nothing that runs reads YAML.
 *
 * @param beside the folder of the desk file, to which paths of own files are relative
 * @throws VendorFileError with the problems of all files
 */
export function attachVendors(stores: readonly DeskStore[], beside: string): DeskStore[] {
  const problems: VendorProblem[] = [];
  const attached = stores.map((store) => {
    const { vendor, account } = store.connection;
    if (store.kind !== 'http' || vendor === undefined) return store;
    try {
      return { ...store, vendor: readVendor(vendorPath(vendor, beside), accountOf(account)) };
    } catch (error) {
      if (!(error instanceof VendorFileError)) throw error;
      problems.push(...error.problems);
      return store;
    }
  });
  if (problems.length > 0) throw new VendorFileError(problems);
  return attached;
}
