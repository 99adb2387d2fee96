import { isIdentifying } from '../../functions/domain/identity-values';

describe('what can name one person', () => {
  it.each([
    ['customer-number', 'C-1001'],
    ['customer-number', '17'],
    ['customer-number', 'guest-17'],
    ['customer-number', '0017'],
    ['customer-number', '9999'],
    ['phone', '+49 30 901820'],
    ['phone', '555 01000'],
    ['phone', '11111'],
    ['email', 'test@example.com'],
    ['email', 'guest@hotel.example'],
  ])('%s %s does', (kind, value) => {
    expect(isIdentifying(kind, value)).toBe(true);
  });

  it.each([
    ['customer-number', ''],
    ['customer-number', '-'],
    ['customer-number', '0'],
    ['customer-number', '0.00'],
    ['customer-number', '-1'],
    ['customer-number', ' GUEST '],
    ['customer-number', 'N/A'],
    ['customer-number', 'not provided'],
    ['phone', '+49 000 00000'],
    ['phone', '123456789'],
    ['phone', '0000000'],
    ['phone', '+1 999 999 9999'],
    ['phone', '1234'],
    ['email', 'none'],
    ['email', 'noreply@shop.example'],
    ['email', 'gone-17@anonymised.invalid'],
  ])('%s "%s" does not', (kind, value) => {
    expect(isIdentifying(kind, value)).toBe(false);
  });
});
