import { Button, Stack, Tabs, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { historyQuery, type FormAddress } from '../../api/queries';
import type { FormDefinition, FormRecord } from '../../api/types';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { formatInstant } from '../../time';
import { changesBetween, type Reasons } from '../display';
import { ChangeTable } from './ChangeTable';
import { Differences } from './Differences';

export type HistoryProps = { at: FormAddress; definition: FormDefinition; zone: string; reasons: Reasons };

/** All revisions of a form, and the difference between any two. */
export function FormHistory(props: HistoryProps) {
  const [open, setOpen] = useState(false);
  return (
    <Stack gap="md" align="stretch">
      <div>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconHistory size={18} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('form.history')}
        </Button>
      </div>
      {open && <History {...props} />}
    </Stack>
  );
}

function History(props: HistoryProps) {
  const history = useQuery(historyQuery(props.at));
  if (history.isPending) {
    return <Loading />;
  }
  if (history.isError) {
    return <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />;
  }
  const revisions = history.data.items;
  if (revisions.length < 2) {
    return <Revisions {...props} revisions={revisions} />;
  }
  return (
    <Tabs defaultValue="revisions" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="revisions">{t('history.revisions', { count: revisions.length })}</Tabs.Tab>
        <Tabs.Tab value="differences">{t('history.compare')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="revisions">
        <Revisions {...props} revisions={revisions} />
      </Tabs.Panel>
      <Tabs.Panel value="differences">
        <Differences {...props} revisions={revisions} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Revisions({ revisions, ...props }: HistoryProps & { revisions: FormRecord[] }) {
  return (
    <Stack gap="md">
      {revisions
        .map((revision, i) => <Revision key={revision.revision} {...props} before={revisions[i - 1]} after={revision} />)
        .reverse()}
    </Stack>
  );
}

type RevisionProps = HistoryProps & { before?: FormRecord; after: FormRecord };

function Revision({ definition, zone, reasons, before, after }: RevisionProps) {
  const changes = before ? changesBetween(before, after) : [];
  const heading = t('form.savedBy', {
    revision: after.revision,
    by: after.savedBy,
    at: formatInstant(after.savedAt, zone),
  });
  return (
    <Stack className="panel" p="md" gap="xs" component="article" aria-label={heading}>
      <Text fw={600}>{heading}</Text>
      <Text>{after.reasonForChange ?? t('form.historyFirst')}</Text>
      {changes.length > 0 && (
        <ChangeTable label={t('history.differences')} changes={changes} {...{ definition, zone, reasons }} who={false} />
      )}
    </Stack>
  );
}
