import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formQuery, recordQuery, scheduleQuery, studyQuery, subjectQuery, type FormAddress } from '../api/queries';
import type { FormDefinition, FormRecord, ScheduledEvent } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { FormEditor } from '../forms/FormEditor';
import { FormHistory } from '../forms/FormHistory';
import { RecordView } from '../forms/RecordView';
import { t } from '../i18n';
import { zoneOf } from './StudyPage';

export function FormPage({ at }: { at: FormAddress }) {
  const overview = useQuery(studyQuery(at.study));
  const subject = useQuery(subjectQuery(at.study, at.subject));
  const schedule = useQuery(scheduleQuery(at.study, at.subject));
  const definition = useQuery(formQuery(at.study, at.form));
  const record = useQuery(recordQuery(at));
  const failed = [overview, subject, schedule, definition, record].find((query) => query.isError);
  if (failed) {
    return <ProblemAlert error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!overview.data || !subject.data || !schedule.data || !definition.data || record.data === undefined) {
    return <Loading />;
  }
  return (
    <FormView
      at={at}
      definition={definition.data}
      record={record.data}
      event={schedule.data.events.find((event) => event.event === at.event)}
      zone={zoneOf(overview.data.sites, subject.data.site)}
    />
  );
}

type ViewProps = {
  at: FormAddress;
  definition: FormDefinition;
  record: FormRecord | null;
  event?: ScheduledEvent;
  zone: string;
};

function FormView({ at, definition, record, event, zone }: ViewProps) {
  const mayEnter = event?.forms.find((form) => form.form === at.form)?.access === 'enter';
  const [editing, setEditing] = useState(record === null);
  const [saved, setSaved] = useState(false);
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={at.study} subject={at.subject} here={definition.name} />
        <Group justify="space-between" align="flex-end">
          <div>
            <Title order={1}>{definition.name}</Title>
            <Text className="quiet">
              {t('subject.title', { subject: at.subject })} · {event?.name ?? at.event}
              {definition.repeating ? ` · ${t('form.entry', { repeat: at.repeat })}` : ''}
            </Text>
            {definition.instrument?.recallPeriod && (
              <Text className="quiet">{t('form.recall', { period: definition.instrument.recallPeriod })}</Text>
            )}
          </div>
          {mayEnter && !editing && (
            <Button leftSection={<IconPencil size={20} aria-hidden />} onClick={() => setEditing(true)}>
              {t('form.change')}
            </Button>
          )}
        </Group>
      </div>
      {definition.repeating && <Entries at={at} mayAdd={record !== null} />}
      {editing && mayEnter ? (
        <FormEditor
          key={record?.revision ?? 0}
          at={at}
          definition={definition}
          record={record}
          event={event}
          zone={zone}
          onSaved={() => {
            setEditing(false);
            setSaved(true);
          }}
          onCancel={record ? () => setEditing(false) : undefined}
        />
      ) : (
        <RecordView definition={definition} record={record} zone={zone} justSaved={saved} />
      )}
      {record && !editing && <FormHistory at={at} definition={definition} zone={zone} />}
    </Stack>
  );
}

function Entries({ at, mayAdd }: { at: FormAddress; mayAdd: boolean }) {
  const { repeat, ...params } = at;
  const to = '/studies/$study/subjects/$subject/events/$event/forms/$form';
  return (
    <Group>
      {repeat > 1 && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconChevronLeft size={18} aria-hidden />}
          renderRoot={(props) => <Link to={to} params={params} search={{ repeat: repeat - 1 }} {...props} />}
        >
          {t('form.previousEntry')}
        </Button>
      )}
      {mayAdd && (
        <Button
          size="sm"
          variant="default"
          rightSection={<IconChevronRight size={18} aria-hidden />}
          renderRoot={(props) => <Link to={to} params={params} search={{ repeat: repeat + 1 }} {...props} />}
        >
          {t('form.nextEntry')}
        </Button>
      )}
    </Group>
  );
}
