import type { AnswerSign, VendorCall, VendorPaging, VendorStep } from '../../connectors/http/vendor';
import { defined } from '../../domain/defined';
import type { AnswerSignYaml, CallYaml, ListYaml, StepYaml } from './vendor-schema';

/** New names of placeholders, by the names in the file. */
export type Renamed = Readonly<Record<string, string>>;

const FORM = /^application\/x-www-form-urlencoded/i;

/** A call with its placeholders named after fields of the row. */
export function callOf(written: CallYaml, renamed: Renamed): VendorCall {
  const { method, path, headers = [], query_params: query = [], body, absent_at: absentAt } = written;
  const [failsWhen, mustHold] = [written.fails_when, written.must_hold].map((signs) =>
    signs?.map((sign) => signOf(sign, renamed)),
  );
  const text = (value: unknown) => withNames(String(value), renamed);
  const isForm = headers.some(({ name, value }) => isContentType(name) && FORM.test(String(value)));
  return {
    method,
    path: text(path),
    query: query.map(({ name, value }) => ({ name, value: text(value) })),
    headers: headers
      .filter(({ name }) => !isContentType(name))
      .map(({ name, value }) => ({ name, value: text(value) })),
    ...(body === undefined ? {} : { body: text(body) }),
    ...(isForm ? { asForm: true } : {}),
    ...defined({ absentAt, failsWhen, mustHold }),
  };
}

function signOf(sign: AnswerSignYaml, renamed: Renamed): AnswerSign {
  if ('is_set' in sign) return { at: sign.at, isSet: true };
  return { at: sign.at, isOneOf: [sign.is].flat().map((one) => withNames(String(one), renamed)) };
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === 'content-type';
}

function withNames(text: string, renamed: Renamed): string {
  return Object.entries(renamed).reduce(
    (all, [name, field]) => all.replaceAll(`<${name}>`, `<${field}>`),
    text,
  );
}

export function stepOf(written: StepYaml, renamed: Renamed): VendorStep {
  const { expect = [], keep = {}, until } = written;
  return {
    ...callOf(written, renamed),
    expect,
    keep,
    ...defined({ idempotencyHeader: written.idempotency_header, prepares: written.prepares }),
    ...(until ? { until: { over: [], failed: [], ...defined(until) } } : {}),
  };
}

/** Paging in the desk's words; undefined for a list of one page. */
export function pagingOf(written: ListYaml['pagination']): VendorPaging | undefined {
  switch (written?.strategy) {
    case undefined:
      return undefined;
    case 'cursor': {
      const {
        cursor_param: param,
        field,
        next_at: at,
        has_more: moreAt,
        into = 'query',
      } = written.configuration;
      return { strategy: 'cursor', param, into, ...defined({ field, at, moreAt }) };
    }
    case 'link': {
      const { configuration: by } = written;
      return by.source === 'body' ? { strategy: 'link', at: by.path } : { strategy: 'link', rel: by.rel };
    }
    case 'offset': {
      const { incremental_param: param, increment_by: step, starts_at: from = 0 } = written.configuration;
      return { strategy: 'offset', param, from, step };
    }
  }
}
