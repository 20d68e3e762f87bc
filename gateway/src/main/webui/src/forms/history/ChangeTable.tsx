import { Table, Text } from '@mantine/core';
import type { FieldChange } from '../../api/history';
import type { FormDefinition } from '../../api/types';
import { DataTable } from '../../components/DataTable';
import { t } from '../../i18n';
import { formatInstant } from '../../time';
import { displayAnswer, placeLabel, type Reasons } from '../display';

type Change = Pick<FieldChange, 'item' | 'before' | 'after'> & Partial<FieldChange>;

type Props = {
  label: string;
  changes: Change[];
  definition: FormDefinition;
  zone: string;
  reasons: Reasons;
  /** Whether all changes are of one item, which the label names. */
  ofOne?: boolean;
  /** Whether each change says by whom, when and why; not where the place says so for all. */
  who?: boolean;
};

/** What places of a form said before and after. */
export function ChangeTable({ label, changes, definition, zone, reasons, ofOne = false, who = true }: Props) {
  const columns = [
    ...(ofOne ? [] : [t('history.item')]),
    t('history.before'),
    t('history.after'),
    ...(who ? [t('history.by'), t('history.why')] : []),
  ];
  const show = (change: Change, side: 'before' | 'after') =>
    displayAnswer(definition, change.item, change[side], zone, reasons);
  return (
    <DataTable label={label} columns={columns} minWidth={ofOne || !who ? 420 : 640}>
      {changes.map((change) => (
        <Table.Tr key={`${change.item} ${change.revision ?? ''}`}>
          {!ofOne && (
            <Table.Th scope="row" className="wraps">
              {placeLabel(definition, change.item)}
            </Table.Th>
          )}
          <Table.Td className="wraps">{show(change, 'before')}</Table.Td>
          <Table.Td className="wraps">
            <b>{show(change, 'after')}</b>
          </Table.Td>
          {who && <Who change={change} zone={zone} />}
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Who({ change, zone }: { change: Change; zone: string }) {
  return (
    <>
      <Table.Td>
        {change.changedBy}
        <Text size="sm" className="quiet tabular">
          {change.changedAt && formatInstant(change.changedAt, zone)}
          {change.revision ? `, ${t('subject.revision', { revision: change.revision })}` : ''}
        </Text>
      </Table.Td>
      <Table.Td className="wraps">{change.reasonForChange ?? t('form.historyFirst')}</Table.Td>
    </>
  );
}
