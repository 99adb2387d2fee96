import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { shopKept } from '../ready-maps/woocommerce-shop';
import { insertSql, schemaSql } from '../ready-maps/woocommerce-tables';
import { type AnswerKey, readAnswerKey } from './answer-key';
import { wooCommerceKey } from './ready-map-key';

/** The MySQL schemas that drafts are measured on, in the order of docs/map-draft.md. */
export const MYSQL_SCHEMAS = ['campsite', 'campsite without keys', 'woocommerce', 'verein', 'salon'] as const;

export type MysqlSchema = (typeof MYSQL_SCHEMAS)[number];

const schemas = join(__dirname, 'schemas');
const FOREIGN_KEYS = '-- Foreign keys:';

/** The statements that make and fill it. */
export function statementsOf(name: MysqlSchema): string[] {
  if (name === 'woocommerce') return wooCommerce();
  const text = readFileSync(join(schemas, `${fileOf(name)}.sql`), 'utf8');
  const wanted =
    name !== 'campsite without keys'
      ? text
      : (text.split(FOREIGN_KEYS)[0] ?? '').replaceAll('InnoDB', 'MyISAM');
  return wanted.split(/;\n/).filter((sql) => /^(?!--)\S/m.test(sql));
}

/** One schema is loaded twice. */
function fileOf(name: MysqlSchema): string {
  return name.split(' ')[0] ?? name;
}

function wooCommerce(): string[] {
  const rows = Object.entries(shopKept('both')).flatMap(([table, all]) =>
    all.map((row) => insertSql(table, row, 'mysql')),
  );
  return [...schemaSql({ orders: 'tables', newer: true }, 'mysql'), ...rows];
}

export function mysqlKey(name: MysqlSchema): AnswerKey {
  return name === 'woocommerce' ? wooCommerceKey() : readAnswerKey(join(schemas, `${fileOf(name)}.key.yaml`));
}

export function surveyFile(name: MysqlSchema): string {
  return join(__dirname, 'surveys', `${name.replaceAll(' ', '-')}.json`);
}

/** What MariaDB said of it, so that a draft is measured where no server is. It holds no value. */
export function recordedSurvey(name: MysqlSchema): StoreSurvey {
  return JSON.parse(readFileSync(surveyFile(name), 'utf8')) as StoreSurvey;
}
