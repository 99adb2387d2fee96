import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Vendor } from '../../connectors/http/vendor';
import { resolveVendor } from './resolve-vendor';
import { VendorFileError, type VendorProblem } from './vendor-file-error';
import { type VendorYaml, vendorFile } from './vendor-schema';

/** The files that come with Rightsdesk. */
const SHIPPED = resolve(__dirname, '../../connectors/http/vendors');

/** The file that a desk means by `stripe` or by a path of its own. */
export function vendorPath(name: string, beside: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(name)) return join(SHIPPED, `${name}.yaml`);
  return isAbsolute(name) ? name : resolve(beside, name);
}

/**
 * Reads the file of a vendor and fills in the account settings.
 *
 * @param account the vendor's account settings by name
 * @throws VendorFileError with every problem found, each with its place and remedy
 */
export function readVendor(path: string, account: Readonly<Record<string, string>>): Vendor {
  return readVendorFile(path, account).vendor;
}

/** The same, with what the file says beside the calls: its sources. */
export function readVendorFile(
  path: string,
  account: Readonly<Record<string, string>>,
): { readonly vendor: Vendor; readonly written: VendorYaml } {
  const parsed = vendorFile.safeParse(yamlOf(path));
  if (!parsed.success) throw new VendorFileError(parsed.error.issues.map((issue) => inWords(path, issue)));
  return { vendor: resolveVendor(path, parsed.data, account), written: parsed.data };
}

function yamlOf(path: string): unknown {
  const problem = (words: string, remedy: string) => {
    throw new VendorFileError([{ file: path, path: '', problem: words, remedy }]);
  };
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    problem(
      'cannot be read',
      'Name a vendor that comes with Rightsdesk (docs/vendors.md), or the path of your file.',
    );
  }
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error) problem(`is not YAML: ${error.message.split('\n')[0] ?? ''}`, 'Correct the line.');
  return document.toJS({ maxAliasCount: 100 }) ?? {};
}

function inWords(file: string, issue: z.core.$ZodIssue): VendorProblem {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return {
      file,
      path,
      problem: `does not know ${issue.keys.map((key) => `"${key}"`).join(', ')}`,
      remedy: 'Correct the name, or take it out: docs/vendors.md lists what is read.',
    };
  return { file, path, problem: issue.message, remedy: 'See docs/vendors.md for what may stand there.' };
}
