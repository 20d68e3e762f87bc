import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { draftQuery, recordQuery, type FormAddress } from '../api/queries';
import type { Answered, ConflictingChange, FormDefinition, FormRecord, Problem } from '../api/types';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { displayValue } from './display';
import { itemsOf } from './draft';
import { keepDraft, useDiscardDraft } from './useKeptDraft';

type Props = { problem: Problem; at: FormAddress; definition: FormDefinition; zone: string };

/** Both values of every item that either side changed. Nothing is overwritten: the person decides. */
export function ConflictAlert({ problem, at, definition, zone }: Props) {
  const queries = useQueryClient();
  const discard = useDiscardDraft(at);
  const load = () => void queries.invalidateQueries({ queryKey: recordQuery(at).queryKey });
  const takeTheirs = () => void discard().then(load);
  const takeBoth = async () => {
    const { merge, currentRevision } = problem;
    if (merge && currentRevision) {
      const kept = await keepDraft(at, { ...merge, baseRevision: currentRevision });
      queries.setQueryData(draftQuery(at).queryKey, kept);
      load();
    }
  };
  return (
    <Alert color="orange" icon={<IconUsers aria-hidden />} title={t('form.conflict')} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text c="dark.8">
          {problem.savedBy && problem.savedAt && problem.currentRevision
            ? t('form.conflictText', {
                by: problem.savedBy,
                revision: problem.currentRevision,
                at: formatInstant(problem.savedAt, zone),
              })
            : problem.detail}
        </Text>
        {problem.changes && problem.changes.length > 0 && (
          <Changes changes={problem.changes} definition={definition} zone={zone} />
        )}
        <Group>
          {problem.mergeable && problem.merge && (
            <Button size="sm" onClick={() => void takeBoth()}>
              {t('form.conflictMerge')}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={takeTheirs}>
            {t('form.conflictLoad')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

type ChangesProps = { changes: ConflictingChange[]; definition: FormDefinition; zone: string };

function Changes({ changes, definition, zone }: ChangesProps) {
  const show = (id: string, answer: Answered) => displayed(definition, id, answer, zone);
  return (
    <Table c="dark.8">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('form.conflictItem')}</Table.Th>
          <Table.Th>{t('form.conflictBase')}</Table.Th>
          <Table.Th>{t('form.conflictTheirs')}</Table.Th>
          <Table.Th>{t('form.conflictYours')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map((change) => (
          <Table.Tr key={change.item} fw={change.conflict ? 700 : undefined}>
            <Table.Td>{labelOf(definition, change.item)}</Table.Td>
            <Table.Td>{show(change.item, change.base)}</Table.Td>
            <Table.Td>
              {show(change.item, change.theirs)}
              {change.changedBy && change.changedAt && (
                <Text size="sm">
                  {change.changedBy}, {formatInstant(change.changedAt, zone)}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{show(change.item, change.yours)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function labelOf(definition: FormDefinition, id: string): string {
  if (id === 'occurredAt' || id === 'windowReason') {
    return t(`form.${id}`);
  }
  return itemsOf(definition).find((item) => item.id === id)?.label ?? id;
}

function displayed(definition: FormDefinition, id: string, answer: Answered, zone: string): string {
  if (id === 'occurredAt' && typeof answer.value === 'string') {
    return formatInstant(answer.value, zone);
  }
  const item = itemsOf(definition).find((known) => known.id === id) ?? { id, label: id, type: 'text' as const };
  const record = {
    values: answer.value === undefined ? {} : { [id]: answer.value },
    missing: answer.missing === undefined ? {} : { [id]: answer.missing },
  } as FormRecord;
  return displayValue(item, record, zone);
}
