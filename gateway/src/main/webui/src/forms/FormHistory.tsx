import { Button, List, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { historyQuery, type FormAddress } from '../api/queries';
import type { FormDefinition, FormRecord } from '../api/types';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { changedItems, displayValue } from './display';
import { itemsOf } from './draft';

type Props = { at: FormAddress; definition: FormDefinition; zone: string };

export function FormHistory(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Stack gap="md" align="flex-start">
      <Button
        variant="default"
        size="sm"
        leftSection={<IconHistory size={18} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('form.history')}
      </Button>
      {open && <Revisions {...props} />}
    </Stack>
  );
}

function Revisions({ at, definition, zone }: Props) {
  const history = useQuery(historyQuery(at));
  if (history.isPending) {
    return <Loading />;
  }
  if (history.isError) {
    return <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />;
  }
  const revisions = history.data.items;
  return revisions
    .map((revision, index) => (
      <Stack key={revision.revision} className="panel" p="md" gap={4} w="100%">
        <Text fw={600}>
          {t('form.savedBy', {
            revision: revision.revision,
            by: revision.savedBy,
            at: formatInstant(revision.savedAt, zone),
          })}
        </Text>
        <Text>{revision.reasonForChange ?? t('form.historyFirst')}</Text>
        <Changes definition={definition} before={revisions[index - 1]} after={revision} zone={zone} />
      </Stack>
    ))
    .reverse();
}

type ChangeProps = { definition: FormDefinition; before?: FormRecord; after: FormRecord; zone: string };

function Changes({ definition, before, after, zone }: ChangeProps) {
  if (!before) {
    return null;
  }
  const changed = new Set(changedItems(before, after));
  return (
    <List size="sm">
      {itemsOf(definition)
        .filter((item) => changed.has(item.id))
        .map((item) => (
          <List.Item key={item.id}>
            {item.label}: <s>{displayValue(item, before, zone)}</s> → {displayValue(item, after, zone)}
          </List.Item>
        ))}
    </List>
  );
}
