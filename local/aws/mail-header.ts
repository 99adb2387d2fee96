import { AwsError } from './aws-error';

const MAILBOX = /^(?:(?<display>[^<>]*)<(?<inner>[^<>]*)>|(?<bare>[^<>]*))$/;
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const DOMAIN = /^(?=.{1,255}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;
const CONTROL = /\p{Cc}/u;

/**
 * Refuses what SES refuses in an address: control characters, a missing domain, a part that is not ASCII.
 *
 * @throws AwsError BadRequestException; the message does not repeat the address
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
 */
export function checkMailbox(mailbox: string): void {
  if (CONTROL.test(mailbox))
    throw new AwsError('BadRequestException', 'Local address contains control or whitespace');
  const groups = MAILBOX.exec(mailbox)?.groups;
  const address = (groups?.inner ?? groups?.bare ?? '').trim();
  const at = address.lastIndexOf('@');
  if (at < 0) throw new AwsError('BadRequestException', "Missing final '@domain'");
  if (!LOCAL_PART.test(address.slice(0, at))) {
    throw new AwsError('BadRequestException', 'Local address contains control or whitespace');
  }
  if (!DOMAIN.test(address.slice(at + 1))) {
    throw new AwsError('BadRequestException', 'Domain contains illegal character');
  }
}

/**
 * Refuses control characters in a header, through which one header could become two.
 *
 * @throws AwsError BadRequestException
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html
 */
export function checkHeaderText(name: string, value: string): void {
  if (!/^[!-9;-~]{1,126}$/.test(name)) throw new AwsError('BadRequestException', 'Invalid header name');
  if (CONTROL.test(value))
    throw new AwsError('BadRequestException', `Header ${name} contains a control character`);
}
