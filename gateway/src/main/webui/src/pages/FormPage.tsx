import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { draftQuery, formQuery, recordQuery, scheduleQuery, studyQuery, subjectQuery, type FormAddress } from '../api/queries';
import type { FormDefinition, FormRecord, ScheduledEvent } from '../api/types';
import { accessTo } from '../access';
import { useMe } from '../components/useMe';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemPage } from '../components/ProblemPage';
import { rowsOf, withRows } from '../forms/draft';
import { FormQueries } from '../forms/FormQueries';
import { FormReview } from '../forms/FormReview';
import { FormEditor } from '../forms/FormEditor';
import type { Reasons } from '../forms/display';
import { FormHistory } from '../forms/history/FormHistory';
import { RaiseQuery } from '../forms/RaiseQuery';
import { RecordView } from '../forms/RecordView';
import { t } from '../i18n';
import { zoneOf } from '../sites';

export function FormPage({ at }: { at: FormAddress }) {
  const overview = useQuery(studyQuery(at.study));
  const subject = useQuery(subjectQuery(at.study, at.subject));
  const schedule = useQuery(scheduleQuery(at.study, at.subject));
  const definition = useQuery({
    ...formQuery(at.study, at.form, subject.data?.definitionVersion),
    enabled: subject.data !== undefined,
  });
  const record = useQuery(recordQuery(at));
  const failed = [overview, subject, schedule, definition, record].find((query) => query.isError);
  if (failed) {
    return <ProblemPage error={failed.error} onRetry={() => void failed.refetch()} />;
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
      site={subject.data.site}
      zone={zoneOf(overview.data.sites, subject.data.site)}
      reasons={overview.data.missingReasons}
    />
  );
}

type ViewProps = {
  at: FormAddress;
  definition: FormDefinition;
  record: FormRecord | null;
  event?: ScheduledEvent;
  site: string;
  zone: string;
  reasons: Reasons;
};

function FormView({ at, definition, record, event, site, zone, reasons }: ViewProps) {
  const access = accessTo(useMe(), at.study);
  const scheduled = event?.forms.find((form) => form.form === at.form);
  const mayEnter = scheduled?.access === 'enter';
  const [editing, setEditing] = useState(record === null);
  const [saved, setSaved] = useState(false);
  const rows = withRows(definition, rowsOf(definition, record));
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={at.study} subject={at.subject} here={definition.name} />
        <Group justify="space-between" align="flex-end">
          <div>
            <Title order={1}>{definition.name}</Title>
            <Text className="quiet">
              {t('subject.title', { subject: at.subject })} · {event?.name ?? at.event}
              {scheduled?.repeats ? ` · ${t('form.entry', { repeat: at.repeat })}` : ''}
            </Text>
          </div>
          <Group>
            {access.mayAtSite('query.raise', site) && scheduled?.access !== 'none' && (
              <RaiseQuery at={at} definition={rows} />
            )}
            {mayEnter && !editing && (
              <Button leftSection={<IconPencil size={20} aria-hidden />} onClick={() => setEditing(true)}>
                {t('form.change')}
              </Button>
            )}
          </Group>
        </Group>
      </div>
      {scheduled?.repeats && <Entries at={at} repeats={scheduled.repeats} mayAdd={mayEnter} />}
      {editing && mayEnter ? (
        <EditorWithDraft
          key={record?.revision ?? 0}
          at={at}
          definition={definition}
          record={record}
          event={event}
          zone={zone}
          onSaved={() => {
            setEditing(false);
            setSaved(true);
            window.scrollTo({ top: 0 });
          }}
          onCancel={record ? () => setEditing(false) : undefined}
          reasons={reasons}
        />
      ) : (
        <RecordView {...{ at, definition, record, zone, reasons }} justSaved={saved} />
      )}
      <FormQueries at={at} definition={rows} access={access} zone={zone} />
      {record && !editing && <FormReview at={at} definition={definition} site={site} zone={zone} access={access} />}
      {record && !editing && <FormHistory {...{ at, definition, zone, reasons }} />}
    </Stack>
  );
}

/** Goes on with what was typed before, unless somebody saved the form since: then it would undo what they did. */
function EditorWithDraft(props: Parameters<typeof FormEditor>[0]) {
  const kept = useQuery(draftQuery(props.at));
  if (kept.data === undefined && kept.isPending) {
    return <Loading />;
  }
  const usable = kept.data?.baseRevision === (props.record?.revision ?? 0) ? kept.data : null;
  return (
    <>
      {usable && <Alert color="blue" title={t('form.draftRestored')} role="status" />}
      {kept.data && !usable && <Alert color="orange" title={t('form.draftOutdated')} role="status" />}
      <FormEditor {...props} kept={usable} />
    </>
  );
}

type EntriesProps = { at: FormAddress; repeats: number[]; mayAdd: boolean };

function Entries({ at, repeats, mayAdd }: EntriesProps) {
  const { repeat, ...params } = at;
  const next = Math.max(0, ...repeats) + 1;
  const shown = [...repeats, ...(mayAdd ? [next] : [])];
  return (
    <Group component="nav" aria-label={t('form.entries')} gap="xs">
      {shown.map((number) => (
        <Button
          key={number}
          size="sm"
          variant={number === repeat ? 'filled' : 'default'}
          aria-current={number === repeat ? 'page' : undefined}
          leftSection={number === next ? <IconPlus size={18} aria-hidden /> : <IconCircleCheck size={18} aria-hidden />}
          renderRoot={(props) => (
            <Link
              to="/studies/$study/subjects/$subject/events/$event/forms/$form"
              params={params}
              search={number > 1 ? { repeat: number } : {}}
              {...props}
            />
          )}
        >
          {number === next ? t('form.newEntry') : t('form.entry', { repeat: number })}
        </Button>
      ))}
    </Group>
  );
}
