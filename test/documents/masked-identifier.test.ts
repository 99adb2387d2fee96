import { maskedIdentifier } from '../../functions/documents/masked-identifier';

describe('a masked identifier', () => {
  it.each([
    ['email', 'anna.berg@example.com', 'a***@example.com'],
    ['email', 'x@example.com', '***@example.com'],
    ['email', 'a"@"b@example.com', 'a***@example.com'],
    ['email', 'no address', '***'],
    ['phone', '+49 171 5550 142', '***42'],
    ['customer-number', 'C-1042', '***42'],
    ['customer-number', 'C-17', '***'],
  ] as const)('of kind %s, %j, shows only %j', (kind, value, masked) => {
    expect(maskedIdentifier({ kind, value })).toBe(masked);
  });
});
