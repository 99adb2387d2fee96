import fc from 'fast-check';
import { distinctNames, safeFileName, safeFolder } from '../../functions/documents/safe-name';

const hostileName = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '../',
        '..\\',
        '/',
        'C:\\',
        'CON',
        'nul.',
        'aux',
        'lpt1',
        '.exe',
        '.html',
        '.PDF',
        '\u202e',
        '\0',
        '\n',
        ' ',
        '.',
        '~',
        '$(x)',
        'é',
        '照片',
      ),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('a file name in the package', () => {
  it.each([
    ['Holiday photo.JPG', '0007-Holiday-photo.jpg'],
    ['../../../etc/passwd', '0007-passwd'],
    ['C:\\Windows\\system32\\cmd.exe', '0007-cmd.exe.txt'],
    ['.bashrc', '0007-file.bashrc.txt'],
    ['CON', '0007-CON'],
    ['invoice\u202efdp.exe', '0007-invoice-fdp.exe.txt'],
    ['page.html', '0007-page.html.txt'],
    ['macro.docm ', '0007-macro.docm.txt'],
    ['Grüße aus Łódź.pdf', '0007-Grusse-aus-odz.pdf'],
    ['写真.png', '0007-file.png'],
    ['archive.tar.gz', '0007-archive_tar.gz'],
    ['', '0007-file'],
    [`${'x'.repeat(5000)}.pdf`, `0007-${'x'.repeat(60)}.pdf`],
  ])('is made safe from %j', (original, safe) => {
    expect(safeFileName(7, original)).toBe(safe);
  });

  it('can be unpacked anywhere, whatever the original name is [D07]', () => {
    fc.assert(
      fc.property(hostileName, fc.integer({ min: 1, max: 200_000 }), (original, number) => {
        const name = safeFileName(number, original);

        expect(name).toMatch(/^\d{4,6}-[A-Za-z0-9_-]+(\.[a-z0-9-]+){0,2}$/);
        expect(name.length).toBeLessThan(100);
        expect(name).not.toMatch(/\.(exe|html|js|lnk|svg|docm)$/i);
      }),
    );
  });
});

describe('a folder name in the package', () => {
  it.each([
    ['shop', 'shop'],
    ['public.orders', 'public_orders'],
    ['CON', '_CON'],
    ['../..', '_'],
    ['', '_'],
  ])('is made safe from %j', (text, safe) => {
    expect(safeFolder(text)).toBe(safe);
  });

  it('is never empty, a path or a device', () => {
    fc.assert(
      fc.property(hostileName, (text) => {
        expect(safeFolder(text)).toMatch(/^[A-Za-z0-9_-]{1,61}$/);
        expect(safeFolder(text)).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
      }),
    );
  });
});

describe('distinct names', () => {
  it('stay distinct also if upper and lower case are the same', () => {
    const distinct = distinctNames();

    expect(['a', 'A', 'a', 'a-2'].map(distinct)).toEqual(['a', 'A-2', 'a-3', 'a-2-2']);
  });
});
