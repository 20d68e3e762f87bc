import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';

const ROOT = join(__dirname, '../../../../..');

/** The constants of a server's enum, as its answers write them. */
function codesOf(module: string, name: string): string[] {
  const sources = join(ROOT, module, 'src/main/java');
  const file = readdirSync(sources, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(`/${name}.java`));
  const source = readFileSync(join(sources, file!), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const body = source.slice(source.indexOf('{', source.indexOf(`enum ${name}`)) + 1);
  const constants = body.slice(0, body.search(/;|\}/)).replace(/\([^()]*\)/g, '');
  return constants
    .split(',')
    .map((constant) => constant.trim().toLowerCase().replaceAll('_', '-'))
    .filter(Boolean);
}

/** Which group of words speaks of which of the servers' states. */
const GROUPS: [string, string, Record<string, string>][] = [
  ['ecrf-service', 'CalendarState', en.work.states],
  ['ecrf-service', 'SubjectStatus', en.status],
  ['ecrf-service', 'QueryStatus', en.queries.status],
  ['ecrf-service', 'Severity', en.form.severity],
  ['ecrf-service', 'Closure', en.review.states],
  ['ecrf-service', 'MarkAction', en.review.actions],
  ['randomizer', 'BreakReason', en.codeBreak.categories],
  ['randomizer', 'KitState', en.stock.kitStates],
  ['randomizer', 'KitCondition', en.stock.conditions],
  ['randomizer', 'ShipmentState', en.stock.shipmentStates],
  ['stats-service', 'RunState', en.dmc.states],
  ['stats-service', 'Decision', en.dmc.decisions],
  ['platform', 'Role', en.roles],
];

describe('the interface has words for every state that a service answers', () => {
  it.each(GROUPS)('%s %s', (module, name, words) => {
    const codes = codesOf(module, name);
    expect(codes.length).toBeGreaterThan(1);
    expect(codes.filter((code) => !(code in words))).toEqual([]);
  });

  it('finds what is missing', () => {
    expect(codesOf('ecrf-service', 'Closure').filter((code) => !(code in { open: '', frozen: '', locked: '' }))).toEqual([
      'sealed',
    ]);
  });
});
