import { Alert, Button, Group, Radio, Stack, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { draftQuery, recordQuery, type FormAddress } from '../api/queries';
import type {
  Answered,
  ConflictingChange,
  FormDefinition,
  FormEntry,
  FormRecord,
  Merge,
  Problem,
  ScheduledEvent,
} from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { nextRepeat } from '../visits';
import { displayAnswer, placeLabel } from './display';
import { isDecided, leftToService, resolved, type Side } from './resolution';
import { SaveAsNewEntry } from './SaveAsNewEntry';
import { keepDraft, useDiscardDraft } from './useKeptDraft';

type Props = {
  problem: Problem;
  at: FormAddress;
  definition: FormDefinition;
  event?: ScheduledEvent;
  sent: FormEntry;
  zone: string;
  /** Whether it was the first entry, which two people may mean for two different things. */
  first: boolean;
  onReload: (present: FormRecord | null) => void;
  /** Before the page is left, with all that was typed. */
  onMove: () => void;
};

/** Both values of every item that either side changed. Nothing is overwritten: the person decides. */
export function ConflictAlert({ problem, at, definition, event, sent, zone, first, onReload, onMove }: Props) {
  const queries = useQueryClient();
  const discard = useDiscardDraft(at);
  const elsewhere = first ? nextRepeat(event, at.form) : null;
  const present = async (): Promise<FormRecord | null> => {
    const { queryKey } = recordQuery(at);
    await queries.refetchQueries({ queryKey });
    return queries.getQueryData(queryKey) ?? null;
  };
  const takeTheirs = () => void discard().then(present).then(onReload);
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const goOn = async (merge: Merge) => {
    if (problem.currentRevision) {
      const record = await present();
      const both = leftToService(merge, record, sent);
      const draft = { ...both, reasonForChange: sent.reasonForChange, baseRevision: problem.currentRevision };
      const kept = await keepDraft(at, draft);
      queries.setQueryData(draftQuery(at).queryKey, kept);
      onReload(record);
    }
  };
  const [failure, setFailure] = useState<unknown>(null);
  const goOnWith = (choice: Merge) => void goOn(choice).catch(setFailure);
  const { merge } = problem;
  const decides = !problem.mergeable && problem.currentValues !== undefined && (problem.changes ?? []).length > 0;
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
          <Changes
            changes={problem.changes}
            definition={definition}
            zone={zone}
            chosen={chosen}
            onChoose={decides ? (item, side) => setChosen({ ...chosen, [item]: side }) : undefined}
          />
        )}
        {elsewhere !== null && <Text c="dark.8">{t('form.conflictTwo', { by: problem.savedBy ?? '' })}</Text>}
        <Group>
          {problem.mergeable && merge && (
            <Button size="sm" onClick={() => goOnWith(merge)}>
              {t('form.conflictMerge')}
            </Button>
          )}
          {decides && (
            <Button
              size="sm"
              disabled={!isDecided(problem, chosen)}
              onClick={() => goOnWith(resolved(problem, definition, chosen, sent))}
            >
              {t('form.conflictGoOn')}
            </Button>
          )}
          {elsewhere !== null && (
            <SaveAsNewEntry at={at} repeat={Math.max(elsewhere, at.repeat + 1)} event={event} sent={sent} onMove={onMove} />
          )}
          <Button size="sm" variant="default" onClick={takeTheirs}>
            {t('form.conflictLoad')}
          </Button>
        </Group>
        {failure !== null && <ProblemAlert error={failure} />}
      </Stack>
    </Alert>
  );
}

type ChangesProps = {
  changes: ConflictingChange[];
  definition: FormDefinition;
  zone: string;
  chosen: Record<string, Side>;
  onChoose?: (item: string, side: Side) => void;
};

function Changes({ changes, definition, zone, chosen, onChoose }: ChangesProps) {
  const choice = (change: ConflictingChange, side: Side) =>
    onChoose &&
    change.conflict && (
      <Radio
        mt={4}
        name={change.item}
        label={t(side === 'theirs' ? 'form.conflictTakeTheirs' : 'form.conflictTakeYours')}
        aria-label={`${placeLabel(definition, change.item)}: ${t(side === 'theirs' ? 'form.conflictTakeTheirs' : 'form.conflictTakeYours')}`}
        checked={chosen[change.item] === side}
        onChange={() => onChoose(change.item, side)}
      />
    );
  const show = (id: string, answer: Answered) => displayAnswer(definition, id, answer, zone);
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
            <Table.Td>{placeLabel(definition, change.item)}</Table.Td>
            <Table.Td>{show(change.item, change.base)}</Table.Td>
            <Table.Td>
              {show(change.item, change.theirs)}
              {change.changedBy && change.changedAt && (
                <Text size="sm">
                  {change.changedBy}, {formatInstant(change.changedAt, zone)}
                </Text>
              )}
              {choice(change, 'theirs')}
            </Table.Td>
            <Table.Td>
              {show(change.item, change.yours)}
              {choice(change, 'yours')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
