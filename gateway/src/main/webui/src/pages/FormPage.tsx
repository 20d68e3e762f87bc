import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { draftQuery, formQuery, recordQuery, scheduleQuery, standingQuery, studyQuery, subjectQuery, type FormAddress } from '../api/queries';
import type { FormDefinition, FormRecord, ScheduledEvent } from '../api/types';
import { accessTo } from '../access';
import { useMe } from '../components/useMe';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { ProblemPage } from '../components/ProblemPage';
import { rowsOf, withRows } from '../forms/draft';
import { FormQueries } from '../forms/FormQueries';
import { FormReview } from '../forms/FormReview';
import { FormEditor } from '../forms/FormEditor';
import type { Reasons } from '../forms/display';
import { Entries } from '../forms/Entries';
import { FormHistory } from '../forms/history/FormHistory';
import { RaiseQuery } from '../forms/RaiseQuery';
import { RecordView } from '../forms/RecordView';
import { t } from '../i18n';
import { zoneOf } from '../sites';

export function FormPage({ at }: { at: FormAddress }) {
  const overview = useQuery(studyQuery(at.study));
  const subject = useQuery(subjectQuery(at.study, at.subject));
  const schedule = useQuery(scheduleQuery(at.study, at.subject));
  const record = useQuery(recordQuery(at));
  // What was entered is shown by the version that it was entered under, whatever the subject follows now.
  const definition = useQuery({
    ...formQuery(at.study, at.form, record.data?.definitionVersion ?? subject.data?.definitionVersion),
    enabled: subject.data !== undefined && record.data !== undefined,
  });
  const failed = [overview, subject, schedule, definition, record].find((query) => query.isLoadingError);
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
      version={subject.data.definitionVersion}
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
  /** The version that the subject follows. */
  version?: string | null;
  event?: ScheduledEvent;
  site: string;
  zone: string;
  reasons: Reasons;
};

/** An editor goes on with the revision that it began with, whatever is saved meanwhile: its save is then shown both. */
function FormView({ at, definition, record, version, event, site, zone, reasons }: ViewProps) {
  const access = accessTo(useMe(), at.study);
  const scheduled = event?.forms.find((form) => form.form === at.form);
  const mayEnter = scheduled?.access === 'enter';
  const [begun, setBegun] = useState<{ record: FormRecord | null } | null>(record === null ? { record: null } : null);
  const editing = begun !== null;
  const [saved, setSaved] = useState(false);
  const verifies = access.mayAtSite('form.verify', site);
  const standing = useQuery({ ...standingQuery(at), enabled: verifies && record !== null });
  const unverified = standing.data && standing.data.revision === record?.revision ? standing.data.unverified : undefined;
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
              {scheduled?.repeats
                ? ` · ${event?.repeating ? t('visits.number', { number: at.repeat }) : t('form.entry', { repeat: at.repeat })}`
                : ''}
            </Text>
          </div>
          <Group>
            {access.mayAtSite('query.raise', site) && scheduled?.access !== 'none' && (
              <RaiseQuery at={at} definition={rows} />
            )}
            {mayEnter && !editing && (
              <Button leftSection={<IconPencil size={20} aria-hidden />} onClick={() => setBegun({ record })}>
                {t('form.change')}
              </Button>
            )}
          </Group>
        </Group>
      </div>
      {event && scheduled?.repeats && <Entries {...{ at, event, scheduled, zone }} />}
      {begun && mayEnter ? (
        <EditorWithDraft
          key={begun.record?.revision ?? 0}
          at={at}
          version={begun.record ? begun.record.nextVersion : version}
          record={begun.record}
          event={event}
          zone={zone}
          onSaved={() => {
            setBegun(null);
            setSaved(true);
            window.scrollTo({ top: 0 });
          }}
          onReload={(present) => setBegun({ record: present })}
          onCancel={record ? () => setBegun(null) : undefined}
          reasons={reasons}
        />
      ) : (
        <RecordView {...{ at, definition, record, zone, reasons, unverified }} justSaved={saved} />
      )}
      <FormQueries at={at} definition={rows} access={access} zone={zone} />
      {record && !editing && <FormReview {...{ at, definition, record, site, zone, access, reasons }} />}
      {record && !editing && <FormHistory {...{ at, definition, zone, reasons }} />}
    </Stack>
  );
}

type EditorProps = Omit<Parameters<typeof FormEditor>[0], 'definition' | 'kept'> & { version?: string | null };

/**
 * Asks what the version asks by which the save will be checked: a signed form stays under the one that it was signed in. Goes on with
 * what was typed before, unless somebody saved the form since: then it would undo what they did.
 */
function EditorWithDraft({ version, ...props }: EditorProps) {
  const kept = useQuery(draftQuery(props.at));
  const definition = useQuery(formQuery(props.at.study, props.at.form, version));
  if (definition.isLoadingError) {
    return <ProblemAlert error={definition.error} onRetry={() => void definition.refetch()} />;
  }
  if (!definition.data || (kept.data === undefined && kept.isPending)) {
    return <Loading />;
  }
  const usable = kept.data?.baseRevision === (props.record?.revision ?? 0) ? kept.data : null;
  return (
    <>
      {usable && <Alert color="blue" title={t('form.draftRestored')} role="status" />}
      {kept.data && !usable && <Alert color="orange" title={t('form.draftOutdated')} role="status" />}
      <FormEditor {...props} definition={definition.data} kept={usable} />
    </>
  );
}
